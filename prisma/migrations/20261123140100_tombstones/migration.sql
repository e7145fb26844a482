-- CreateEnum
CREATE TYPE "WithdrawalKind" AS ENUM ('ERROR', 'EXPIRED', 'REPLACED', 'OTHER', 'SECRECY');

-- AlterTable
ALTER TABLE "Article" ADD COLUMN     "replacedById" TEXT,
ADD COLUMN     "withdrawKind" "WithdrawalKind";

-- AlterTable
ALTER TABLE "ArticleSchedule" ADD COLUMN     "kind" "WithdrawalKind",
ADD COLUMN     "replacedById" TEXT;

-- CreateTable
CREATE TABLE "Tombstone" (
    "siteId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "kind" "WithdrawalKind" NOT NULL,
    "replacedById" TEXT,

    CONSTRAINT "Tombstone_pkey" PRIMARY KEY ("siteId","articleId")
);

-- CreateIndex
CREATE INDEX "Article_siteId_replacedById_idx" ON "Article"("siteId", "replacedById");

-- CreateIndex
CREATE INDEX "ArticleSchedule_siteId_replacedById_idx" ON "ArticleSchedule"("siteId", "replacedById");

-- CreateIndex
CREATE INDEX "Tombstone_siteId_replacedById_idx" ON "Tombstone"("siteId", "replacedById");

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_siteId_replacedById_fkey" FOREIGN KEY ("siteId", "replacedById") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ArticleSchedule" ADD CONSTRAINT "ArticleSchedule_siteId_replacedById_fkey" FOREIGN KEY ("siteId", "replacedById") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Tombstone" ADD CONSTRAINT "Tombstone_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Tombstone" ADD CONSTRAINT "Tombstone_siteId_replacedById_fkey" FOREIGN KEY ("siteId", "replacedById") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- All that a visitor may learn of a withdrawn item: that it stood at its address, why in one of few words, and what
-- stands in its place. What must not be known to have been there (SECRECY) leaves none.
ALTER TABLE "Tombstone" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Tombstone" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Tombstone" ADD CONSTRAINT "Tombstone_tells_no_secret" CHECK (kind <> 'SECRECY');
CREATE POLICY keeper ON "Tombstone" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "Tombstone" TO {{keeper}};
CREATE POLICY tenant ON "Tombstone" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, DELETE ON "Tombstone" TO {{tenant}};
CREATE POLICY visitor ON "Tombstone" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Tombstone"."siteId"));
GRANT SELECT ON "Tombstone" TO {{visitor}};
