-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "holderSiteId" TEXT,
ADD COLUMN     "homeSiteId" TEXT,
ADD COLUMN     "movedUpAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Review_movedUpAt_id_idx" ON "Review"("movedUpAt", "id") WHERE state = 'OPEN' AND "movedUpAt" IS NOT NULL;
