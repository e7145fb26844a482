-- CreateEnum
CREATE TYPE "ValidityEnd" AS ENUM ('EXPIRED', 'ABOLISHED');

-- AlterTable
ALTER TABLE "Article" ADD COLUMN     "validUntil" TIMESTAMPTZ(3),
ADD COLUMN     "validityEnd" "ValidityEnd";

-- AlterTable
ALTER TABLE "ArticleRevision" ADD COLUMN     "correctionNote" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "CorrectionNote" (
    "siteId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CorrectionNote_pkey" PRIMARY KEY ("siteId","revisionId")
);

-- CreateIndex
CREATE INDEX "CorrectionNote_siteId_articleId_at_idx" ON "CorrectionNote"("siteId", "articleId", "at");

-- AddForeignKey
ALTER TABLE "CorrectionNote" ADD CONSTRAINT "CorrectionNote_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "CorrectionNote" ADD CONSTRAINT "CorrectionNote_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What was corrected and when, told as long as the item is public. Written once, never changed.
ALTER TABLE "CorrectionNote" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "CorrectionNote" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "CorrectionNote" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "CorrectionNote" TO {{keeper}};
CREATE POLICY tenant ON "CorrectionNote" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT ON "CorrectionNote" TO {{tenant}};
CREATE POLICY visitor ON "CorrectionNote" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "CorrectionNote"."siteId" AND a.id = "CorrectionNote"."articleId"));
GRANT SELECT ON "CorrectionNote" TO {{visitor}};
