-- CreateEnum
CREATE TYPE "WordKind" AS ENUM ('SENSITIVE', 'ERROR_PRONE', 'EXEMPT');

-- CreateEnum
CREATE TYPE "CheckWeight" AS ENUM ('BLOCK', 'WARN');

-- CreateTable
CREATE TABLE "GroupWord" (
    "id" TEXT NOT NULL,
    "phrase" TEXT NOT NULL,
    "kind" "WordKind" NOT NULL,
    "suggestion" TEXT NOT NULL DEFAULT '',
    "weight" "CheckWeight" NOT NULL,
    "mayExempt" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "sinceVersion" INTEGER NOT NULL,
    "untilVersion" INTEGER,
    "standing" TEXT,

    CONSTRAINT "GroupWord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupWordVersion" (
    "version" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupWordVersion_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "SiteWord" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "phrase" TEXT NOT NULL,
    "kind" "WordKind" NOT NULL,
    "suggestion" TEXT NOT NULL DEFAULT '',
    "weight" "CheckWeight" NOT NULL,
    "mayExempt" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "sinceVersion" INTEGER NOT NULL,
    "untilVersion" INTEGER,
    "standing" TEXT,

    CONSTRAINT "SiteWord_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "SiteWordVersion" (
    "siteId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SiteWordVersion_pkey" PRIMARY KEY ("siteId","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "GroupWord_standing_key" ON "GroupWord"("standing");

-- CreateIndex
CREATE INDEX "GroupWord_untilVersion_id_idx" ON "GroupWord"("untilVersion", "id");

-- CreateIndex
CREATE INDEX "SiteWord_siteId_untilVersion_id_idx" ON "SiteWord"("siteId", "untilVersion", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SiteWord_siteId_standing_key" ON "SiteWord"("siteId", "standing");

-- A list to begin with, before the owner of the tables is held by their policies as well.
INSERT INTO "GroupWordVersion" VALUES (1, 51, '初始词库', '系统', CURRENT_TIMESTAMP);
INSERT INTO "GroupWord" (id, phrase, kind, suggestion, weight, "mayExempt", note, "sinceVersion", standing) VALUES
  ('000000000000000001', '布署', 'ERROR_PRONE', '部署', 'WARN', true, '常见错别字。', 1, '布署'),
  ('000000000000000002', '座落', 'ERROR_PRONE', '坐落', 'WARN', true, '常见错别字。', 1, '座落'),
  ('000000000000000003', '渡假村', 'ERROR_PRONE', '度假村', 'WARN', true, '常见错别字。', 1, '渡假村'),
  ('000000000000000004', '松驰', 'ERROR_PRONE', '松弛', 'WARN', true, '常见错别字。', 1, '松驰'),
  ('000000000000000005', '震憾', 'ERROR_PRONE', '震撼', 'WARN', true, '常见错别字。', 1, '震憾'),
  ('000000000000000006', '迁徒', 'ERROR_PRONE', '迁徙', 'WARN', true, '常见错别字。', 1, '迁徒'),
  ('000000000000000007', '粗旷', 'ERROR_PRONE', '粗犷', 'WARN', true, '常见错别字。', 1, '粗旷'),
  ('000000000000000008', '穿流不息', 'ERROR_PRONE', '川流不息', 'WARN', true, '常见错别字。', 1, '穿流不息'),
  ('000000000000000009', '一愁莫展', 'ERROR_PRONE', '一筹莫展', 'WARN', true, '常见错别字。', 1, '一愁莫展'),
  ('000000000000000010', '再接再励', 'ERROR_PRONE', '再接再厉', 'WARN', true, '常见错别字。', 1, '再接再励'),
  ('000000000000000011', '追朔', 'ERROR_PRONE', '追溯', 'WARN', true, '常见错别字。', 1, '追朔'),
  ('000000000000000012', '针贬', 'ERROR_PRONE', '针砭', 'WARN', true, '常见错别字。', 1, '针贬'),
  ('000000000000000013', '鼎立相助', 'ERROR_PRONE', '鼎力相助', 'WARN', true, '常见错别字。', 1, '鼎立相助'),
  ('000000000000000014', '默守成规', 'ERROR_PRONE', '墨守成规', 'WARN', true, '常见错别字。', 1, '默守成规'),
  ('000000000000000015', '甘败下风', 'ERROR_PRONE', '甘拜下风', 'WARN', true, '常见错别字。', 1, '甘败下风'),
  ('000000000000000016', '一股作气', 'ERROR_PRONE', '一鼓作气', 'WARN', true, '常见错别字。', 1, '一股作气'),
  ('000000000000000017', '谈笑风声', 'ERROR_PRONE', '谈笑风生', 'WARN', true, '常见错别字。', 1, '谈笑风声'),
  ('000000000000000018', '悬梁刺骨', 'ERROR_PRONE', '悬梁刺股', 'WARN', true, '常见错别字。', 1, '悬梁刺骨'),
  ('000000000000000019', '防碍', 'ERROR_PRONE', '妨碍', 'WARN', true, '常见错别字。', 1, '防碍'),
  ('000000000000000020', '幅射', 'ERROR_PRONE', '辐射', 'WARN', true, '常见错别字。', 1, '幅射'),
  ('000000000000000021', '即往不咎', 'ERROR_PRONE', '既往不咎', 'WARN', true, '常见错别字。', 1, '即往不咎'),
  ('000000000000000022', '竭泽而鱼', 'ERROR_PRONE', '竭泽而渔', 'WARN', true, '常见错别字。', 1, '竭泽而鱼'),
  ('000000000000000023', '拌脚石', 'ERROR_PRONE', '绊脚石', 'WARN', true, '常见错别字。', 1, '拌脚石'),
  ('000000000000000024', '沉缅', 'ERROR_PRONE', '沉湎', 'WARN', true, '常见错别字。', 1, '沉缅'),
  ('000000000000000025', '身分证', 'ERROR_PRONE', '身份证', 'WARN', true, '常见错别字。', 1, '身分证'),
  ('000000000000000026', '脏款', 'ERROR_PRONE', '赃款', 'WARN', true, '常见错别字。', 1, '脏款'),
  ('000000000000000027', '凑和', 'ERROR_PRONE', '凑合', 'WARN', true, '常见错别字。', 1, '凑和'),
  ('000000000000000028', '名符其实', 'ERROR_PRONE', '名副其实', 'WARN', true, '常见错别字。', 1, '名符其实'),
  ('000000000000000029', '不径而走', 'ERROR_PRONE', '不胫而走', 'WARN', true, '常见错别字。', 1, '不径而走'),
  ('000000000000000030', '一如继往', 'ERROR_PRONE', '一如既往', 'WARN', true, '常见错别字。', 1, '一如继往'),
  ('000000000000000031', '中国人民共和国', 'ERROR_PRONE', '中华人民共和国', 'BLOCK', false, '写错了字，属于严重表述错误。', 1, '中国人民共和国'),
  ('000000000000000032', '中华人民共合国', 'ERROR_PRONE', '中华人民共和国', 'BLOCK', false, '写错了字，属于严重表述错误。', 1, '中华人民共合国'),
  ('000000000000000033', '中国特色社会主意', 'ERROR_PRONE', '中国特色社会主义', 'BLOCK', false, '写错了字，属于严重表述错误。', 1, '中国特色社会主意'),
  ('000000000000000034', '社会主意核心价值观', 'ERROR_PRONE', '社会主义核心价值观', 'BLOCK', false, '写错了字，属于严重表述错误。', 1, '社会主意核心价值观'),
  ('000000000000000035', '台湾政府', 'ERROR_PRONE', '台湾当局', 'BLOCK', false, '涉及国家主权的称谓要规范。', 1, '台湾政府'),
  ('000000000000000036', '台湾总统', 'ERROR_PRONE', '台湾地区领导人', 'BLOCK', false, '涉及国家主权的称谓要规范。', 1, '台湾总统'),
  ('000000000000000037', '中港台', 'ERROR_PRONE', '内地与港台', 'WARN', false, '涉及国家主权的称谓要规范。', 1, '中港台'),
  ('000000000000000038', '国土资源部', 'ERROR_PRONE', '自然资源部', 'WARN', true, '2018 年机构改革后已不用；引用当时的文件可以保留。', 1, '国土资源部'),
  ('000000000000000039', '环境保护部', 'ERROR_PRONE', '生态环境部', 'WARN', true, '2018 年机构改革后已不用；引用当时的文件可以保留。', 1, '环境保护部'),
  ('000000000000000040', '国家工商行政管理总局', 'ERROR_PRONE', '国家市场监督管理总局', 'WARN', true, '2018 年机构改革后已不用；引用当时的文件可以保留。', 1, '国家工商行政管理总局'),
  ('000000000000000041', '国家安全生产监督管理总局', 'ERROR_PRONE', '应急管理部', 'WARN', true, '2018 年机构改革后已不用；引用当时的文件可以保留。', 1, '国家安全生产监督管理总局'),
  ('000000000000000042', '国家卫生和计划生育委员会', 'ERROR_PRONE', '国家卫生健康委员会', 'WARN', true, '2018 年机构改革后已不用；引用当时的文件可以保留。', 1, '国家卫生和计划生育委员会'),
  ('000000000000000043', '公安消防部队', 'ERROR_PRONE', '国家综合性消防救援队伍', 'WARN', true, '2018 年机构改革后已不用；引用当时的文件可以保留。', 1, '公安消防部队'),
  ('000000000000000044', '残废人', 'ERROR_PRONE', '残疾人', 'WARN', true, '称呼要尊重人。', 1, '残废人'),
  ('000000000000000045', '弱智儿童', 'ERROR_PRONE', '智力障碍儿童', 'WARN', true, '称呼要尊重人。', 1, '弱智儿童'),
  ('000000000000000046', '新型冠状病毒肺炎', 'ERROR_PRONE', '新型冠状病毒感染', 'WARN', true, '2022 年 12 月已更名；引用当时的文件可以保留。', 1, '新型冠状病毒肺炎'),
  ('000000000000000047', '六合彩', 'SENSITIVE', '', 'BLOCK', true, '网页被篡改时常见的违法广告；发布警示信息的站点可以豁免。', 1, '六合彩'),
  ('000000000000000048', '代开发票', 'SENSITIVE', '', 'BLOCK', true, '网页被篡改时常见的违法广告；发布警示信息的站点可以豁免。', 1, '代开发票'),
  ('000000000000000049', '代办假证', 'SENSITIVE', '', 'BLOCK', true, '网页被篡改时常见的违法广告；发布警示信息的站点可以豁免。', 1, '代办假证'),
  ('000000000000000050', '裸聊', 'SENSITIVE', '', 'BLOCK', true, '网页被篡改时常见的违法广告；发布警示信息的站点可以豁免。', 1, '裸聊'),
  ('000000000000000051', '私彩投注', 'SENSITIVE', '', 'BLOCK', true, '网页被篡改时常见的违法广告；发布警示信息的站点可以豁免。', 1, '私彩投注');

-- The list of the group: written by the platform, read by every site.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['GroupWord', 'GroupWordVersion', 'SiteWord', 'SiteWordVersion'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['GroupWord', 'GroupWordVersion'] LOOP
    EXECUTE format('CREATE POLICY platform ON %I TO {{platform}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY reader ON %I FOR SELECT TO {{tenant}} USING (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO {{tenant}}', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['SiteWord', 'SiteWordVersion'] LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
  END LOOP;
END
$$;
GRANT SELECT, INSERT ON "GroupWord", "GroupWordVersion" TO {{platform}};
GRANT UPDATE ("untilVersion", standing) ON "GroupWord" TO {{platform}};
GRANT SELECT, INSERT ON "SiteWord", "SiteWordVersion" TO {{tenant}};
GRANT UPDATE ("untilVersion", standing) ON "SiteWord" TO {{tenant}};
