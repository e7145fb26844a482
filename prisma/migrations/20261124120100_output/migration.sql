-- CreateEnum
CREATE TYPE "OutputReason" AS ENUM ('PUBLISHED', 'ADOPTED');

-- CreateTable
CREATE TABLE "OutputRecord" (
    "siteId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "columnId" TEXT NOT NULL,
    "columnName" TEXT NOT NULL,
    "kind" "ColumnKind" NOT NULL,
    "unit" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "isReprint" BOOLEAN NOT NULL,

    CONSTRAINT "OutputRecord_pkey" PRIMARY KEY ("siteId","articleId")
);

-- CreateTable
CREATE TABLE "PointsTable" (
    "siteId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PointsTable_pkey" PRIMARY KEY ("siteId","month")
);

-- CreateTable
CREATE TABLE "SettledMonth" (
    "siteId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "points" INTEGER NOT NULL,
    "fee" INTEGER NOT NULL,
    "settledByName" TEXT NOT NULL,
    "settledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SettledMonth_pkey" PRIMARY KEY ("siteId","month")
);

-- CreateTable
CREATE TABLE "SettledLine" (
    "siteId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" "OutputReason" NOT NULL,
    "articleId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "columnId" TEXT NOT NULL,
    "columnName" TEXT NOT NULL,
    "kind" "ColumnKind" NOT NULL,
    "unit" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "isReprint" BOOLEAN NOT NULL,
    "isForced" BOOLEAN NOT NULL,
    "isWithdrawn" BOOLEAN NOT NULL,
    "adoptedBy" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "fee" INTEGER NOT NULL,

    CONSTRAINT "SettledLine_pkey" PRIMARY KEY ("siteId","month","number")
);

-- CreateIndex
CREATE INDEX "OutputRecord_siteId_at_idx" ON "OutputRecord"("siteId", "at");

-- CreateIndex
CREATE INDEX "OutputRecord_at_idx" ON "OutputRecord"("at");

-- CreateIndex
CREATE INDEX "SettledLine_month_idx" ON "SettledLine"("month");

-- CreateIndex
CREATE INDEX "ContentLink_createdAt_idx" ON "ContentLink"("createdAt");

-- AddForeignKey
ALTER TABLE "SettledLine" ADD CONSTRAINT "SettledLine_siteId_month_fkey" FOREIGN KEY ("siteId", "month") REFERENCES "SettledMonth"("siteId", "month") ON DELETE RESTRICT ON UPDATE RESTRICT;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['OutputRecord', 'PointsTable', 'SettledMonth', 'SettledLine'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
    -- What counted, and what is settled, is never changed.
    EXECUTE format('GRANT SELECT, INSERT ON %I TO {{tenant}}', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
      SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = %I."siteId" AND l."ancestorId" = ANY (app_roots())))', t, t);
    EXECUTE format('GRANT SELECT ON %I TO {{staff}}', t);
  END LOOP;
END
$$;
GRANT UPDATE ON "PointsTable" TO {{tenant}};

-- A source sees who carries its items, also across the sites of an office.
CREATE POLICY source_staff ON "ContentLink" FOR SELECT TO {{staff}} USING ("sourceSiteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "ContentLink"."sourceSiteId" AND l."ancestorId" = ANY (app_roots())));

-- What is public already. Of its first text nothing is known any more: its present or latest one stands for it.
ALTER TABLE "Article" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "ArticleRevision" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Column" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Site" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "OutputRecord" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "OutputRecord" ("siteId", "articleId", at, "columnId", "columnName", kind, unit, "personId", "personName",
    length, "isReprint")
  SELECT a."siteId", a.id, a."firstPublishedAt", c.id, c.name, c.kind, c."responsibleUnit", a."createdById",
    a."createdByName", char_length(r."plainText"),
    r.source <> '' AND r.source <> ALL (ARRAY[s.name, s."shortName", s.sponsor, c."responsibleUnit", '本站', '本网', '原创'])
  FROM "Article" a
  JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = coalesce(a."publishedRevisionId", a."latestRevisionId")
  JOIN "Column" c ON c."siteId" = a."siteId" AND c.id = a."columnId"
  JOIN "Site" s ON s.id = a."siteId"
  WHERE a."firstPublishedAt" IS NOT NULL;
ALTER TABLE "Article" FORCE ROW LEVEL SECURITY;
ALTER TABLE "ArticleRevision" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Column" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Site" FORCE ROW LEVEL SECURITY;
ALTER TABLE "OutputRecord" FORCE ROW LEVEL SECURITY;
