-- AlterTable
ALTER TABLE "Column" ADD COLUMN     "contactName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "contactPhone" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "dueOn" DATE NOT NULL DEFAULT '9999-12-31'::date,
ADD COLUMN     "lastItemAt" TIMESTAMPTZ(3),
ADD COLUMN     "updateDays" INTEGER,
ADD COLUMN     "warnDays" INTEGER,
ADD COLUMN     "warnOn" DATE NOT NULL DEFAULT '9999-12-31'::date;

-- CreateTable
CREATE TABLE "ColumnEditor" (
    "siteId" TEXT NOT NULL,
    "columnId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "ColumnEditor_pkey" PRIMARY KEY ("siteId","columnId","accountId")
);

-- CreateIndex
CREATE INDEX "ColumnEditor_accountId_idx" ON "ColumnEditor"("accountId");

-- CreateIndex
CREATE INDEX "Column_dueOn_siteId_id_idx" ON "Column"("dueOn", "siteId", "id");

-- CreateIndex
CREATE INDEX "Column_siteId_dueOn_id_idx" ON "Column"("siteId", "dueOn", "id");

-- AddForeignKey
ALTER TABLE "ColumnEditor" ADD CONSTRAINT "ColumnEditor_siteId_columnId_fkey" FOREIGN KEY ("siteId", "columnId") REFERENCES "Column"("siteId", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- One site at a time; staff read the board of the subtrees of their grants.
ALTER TABLE "ColumnEditor" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ColumnEditor" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "ColumnEditor" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "ColumnEditor" TO {{keeper}};
CREATE POLICY tenant ON "ColumnEditor" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, DELETE ON "ColumnEditor" TO {{tenant}};
CREATE POLICY staff ON "ColumnEditor" FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "ColumnEditor"."siteId" AND l."ancestorId" = ANY (app_roots())));
GRANT SELECT ON "ColumnEditor" TO {{staff}};

-- The dates of the columns that are there. The owner itself is bound by forced policies.
ALTER TABLE "Column" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Placement" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Article" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "ContentLink" NO FORCE ROW LEVEL SECURITY;
UPDATE "Column" c SET "lastItemAt" = n.at,
  "dueOn" = CASE WHEN n.at IS NULL THEN (c."createdAt" AT TIME ZONE 'Asia/Shanghai')::date
    ELSE (n.at AT TIME ZONE 'Asia/Shanghai')::date + n.days END,
  "warnOn" = CASE WHEN n.at IS NULL THEN (c."createdAt" AT TIME ZONE 'Asia/Shanghai')::date
    ELSE (n.at AT TIME ZONE 'Asia/Shanghai')::date + n.days - n.warn END
FROM (SELECT k."siteId", k.id,
    CASE k.kind WHEN 'NEWS' THEN 14 WHEN 'NOTICE' THEN 182 WHEN 'POLICY' THEN 182 ELSE 365 END AS days,
    CASE k.kind WHEN 'NEWS' THEN 4 ELSE 30 END AS warn,
    (SELECT max(p."firstPublishedAt") FROM "Placement" p
      LEFT JOIN "Article" a ON a."siteId" = p."siteId" AND a.id = p."articleId"
      LEFT JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
      LEFT JOIN "Article" s ON s."siteId" = l."sourceSiteId" AND s.id = l."sourceArticleId"
      WHERE p."siteId" = k."siteId" AND p."columnId" = k.id
        AND (a.state = 'PUBLISHED' OR (s.state = 'PUBLISHED' AND s."isShared"))) AS at
  FROM "Column" k WHERE k.kind <> 'GROUP') n
WHERE n."siteId" = c."siteId" AND n.id = c.id;
ALTER TABLE "Column" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Placement" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Article" FORCE ROW LEVEL SECURITY;
ALTER TABLE "ContentLink" FORCE ROW LEVEL SECURITY;
