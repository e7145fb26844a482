-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ColumnKind" ADD VALUE 'GALLERY';
ALTER TYPE "ColumnKind" ADD VALUE 'VIDEO';
ALTER TYPE "ColumnKind" ADD VALUE 'LINKS';
ALTER TYPE "ColumnKind" ADD VALUE 'TOPIC';

-- AlterTable
ALTER TABLE "Column" ADD COLUMN     "isArchived" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Topic" (
    "siteId" TEXT NOT NULL,
    "columnId" TEXT NOT NULL,
    "pictureId" TEXT,
    "pictureAlt" TEXT NOT NULL DEFAULT '',
    "beginsOn" DATE,
    "endsOn" DATE,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Topic_pkey" PRIMARY KEY ("siteId","columnId")
);

-- CreateIndex
CREATE INDEX "Topic_siteId_pictureId_idx" ON "Topic"("siteId", "pictureId");

-- AddForeignKey
ALTER TABLE "Topic" ADD CONSTRAINT "Topic_siteId_columnId_fkey" FOREIGN KEY ("siteId", "columnId") REFERENCES "Column"("siteId", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Topic" ADD CONSTRAINT "Topic_siteId_pictureId_fkey" FOREIGN KEY ("siteId", "pictureId") REFERENCES "MediaFile"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time; visitors read what stands on the page of a topic.
ALTER TABLE "Topic" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Topic" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "Topic" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "Topic" TO {{keeper}};
CREATE POLICY tenant ON "Topic" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE, DELETE ON "Topic" TO {{tenant}};
CREATE POLICY visitor ON "Topic" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Topic"."siteId"));
GRANT SELECT ON "Topic" TO {{visitor}};
-- The picture over a topic is public with its page.
CREATE POLICY topic ON "MediaFile" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Topic" t WHERE t."siteId" = "MediaFile"."siteId" AND t."pictureId" = "MediaFile".id OFFSET 0));
