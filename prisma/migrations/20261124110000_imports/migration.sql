-- CreateEnum
CREATE TYPE "ImportKind" AS ENUM ('WXR', 'HTML', 'DOCX', 'TABLE');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('READING', 'REFUSED', 'READY', 'RUNNING', 'STOPPED', 'DONE', 'UNDOING', 'UNDONE', 'DISCARDED');

-- CreateEnum
CREATE TYPE "ImportOutcome" AS ENUM ('NEW', 'PRESENT', 'REFUSED', 'MADE', 'UNDONE', 'KEPT');

-- CreateTable
CREATE TABLE "ImportBatch" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'READING',
    "kind" "ImportKind",
    "base" TEXT NOT NULL DEFAULT '',
    "ignored" INTEGER NOT NULL DEFAULT 0,
    "headings" JSONB NOT NULL DEFAULT '[]',
    "fields" JSONB NOT NULL DEFAULT '{}',
    "columns" JSONB NOT NULL DEFAULT '{}',
    "asPublished" BOOLEAN NOT NULL DEFAULT false,
    "keepsAddresses" BOOLEAN NOT NULL DEFAULT true,
    "itemCount" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" TEXT NOT NULL DEFAULT '',
    "startedByName" TEXT NOT NULL DEFAULT '',
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportBatch_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "ImportItem" (
    "siteId" TEXT NOT NULL,
    "importId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "sourceKey" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "keywords" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "sourceColumn" TEXT NOT NULL DEFAULT '',
    "originalAt" TIMESTAMPTZ(3),
    "originalUrl" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "wasPublic" BOOLEAN NOT NULL DEFAULT true,
    "files" JSONB NOT NULL DEFAULT '[]',
    "missing" TEXT[],
    "notes" TEXT[],
    "outcome" "ImportOutcome" NOT NULL,
    "addressFault" TEXT NOT NULL DEFAULT '',
    "blocks" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL DEFAULT '',
    "articleId" TEXT,

    CONSTRAINT "ImportItem_pkey" PRIMARY KEY ("siteId","importId","position")
);

-- CreateTable
CREATE TABLE "Provenance" (
    "siteId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "sourceKey" TEXT NOT NULL,
    "originalAt" TIMESTAMPTZ(3),
    "originalUrl" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Provenance_pkey" PRIMARY KEY ("siteId","articleId")
);

-- CreateIndex
CREATE INDEX "ImportItem_siteId_importId_sourceKey_idx" ON "ImportItem"("siteId", "importId", "sourceKey");

-- CreateIndex
CREATE INDEX "ImportItem_siteId_importId_outcome_position_idx" ON "ImportItem"("siteId", "importId", "outcome", "position");

-- CreateIndex
CREATE INDEX "ImportItem_siteId_importId_originalAt_position_idx" ON "ImportItem"("siteId", "importId", "originalAt", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Provenance_siteId_sourceKey_key" ON "Provenance"("siteId", "sourceKey");

-- AddForeignKey
ALTER TABLE "ImportItem" ADD CONSTRAINT "ImportItem_siteId_importId_fkey" FOREIGN KEY ("siteId", "importId") REFERENCES "ImportBatch"("siteId", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Provenance" ADD CONSTRAINT "Provenance_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time. An import's items go with it; where an item comes from is told as long as the item is public.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ImportBatch', 'ImportItem', 'Provenance'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE ON "ImportBatch" TO {{tenant}};
GRANT SELECT, INSERT, UPDATE, DELETE ON "ImportItem" TO {{tenant}};
GRANT SELECT, INSERT, DELETE ON "Provenance" TO {{tenant}};
CREATE POLICY visitor ON "Provenance" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "Provenance"."siteId" AND a.id = "Provenance"."articleId"));
GRANT SELECT ON "Provenance" TO {{visitor}};
