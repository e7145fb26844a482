-- AlterEnum

ALTER TYPE "ColumnKind" ADD VALUE 'INTERPRETATION';
ALTER TYPE "ColumnKind" ADD VALUE 'LEADER';
ALTER TYPE "ColumnKind" ADD VALUE 'ORGANISATION';

-- AlterTable
ALTER TABLE "ArticleRevision" ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "policyId" TEXT;

-- CreateIndex
CREATE INDEX "ArticleRevision_siteId_policyId_idx" ON "ArticleRevision"("siteId", "policyId");

-- AddForeignKey
ALTER TABLE "ArticleRevision" ADD CONSTRAINT "ArticleRevision_siteId_policyId_fkey" FOREIGN KEY ("siteId", "policyId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
