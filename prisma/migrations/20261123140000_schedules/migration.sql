-- CreateEnum
CREATE TYPE "ScheduledAction" AS ENUM ('PUBLISH', 'WITHDRAW');

-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "publishAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ArticleSchedule" (
    "siteId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "action" "ScheduledAction" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "revisionId" TEXT,
    "reviewId" TEXT,
    "passOverReason" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "fault" TEXT NOT NULL DEFAULT '',
    "askedById" TEXT NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ArticleSchedule_pkey" PRIMARY KEY ("siteId","articleId","action")
);

-- CreateIndex
CREATE INDEX "ArticleSchedule_siteId_revisionId_idx" ON "ArticleSchedule"("siteId", "revisionId");

-- CreateIndex
CREATE INDEX "ArticleSchedule_siteId_reviewId_idx" ON "ArticleSchedule"("siteId", "reviewId");

-- AddForeignKey
ALTER TABLE "ArticleSchedule" ADD CONSTRAINT "ArticleSchedule_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ArticleSchedule" ADD CONSTRAINT "ArticleSchedule_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ArticleSchedule" ADD CONSTRAINT "ArticleSchedule_siteId_reviewId_fkey" FOREIGN KEY ("siteId", "reviewId") REFERENCES "Review"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time; nobody outside the desk reads what is to come.
ALTER TABLE "ArticleSchedule" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ArticleSchedule" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "ArticleSchedule" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "ArticleSchedule" TO {{keeper}};
CREATE POLICY tenant ON "ArticleSchedule" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE, DELETE ON "ArticleSchedule" TO {{tenant}};
