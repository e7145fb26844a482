-- CreateEnum
CREATE TYPE "LaterReviewState" AS ENUM ('OPEN', 'CONFIRMED', 'OBJECTED');

-- CreateTable
CREATE TABLE "LaterReview" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "state" "LaterReviewState" NOT NULL DEFAULT 'OPEN',
    "place" "ReviewPlace" NOT NULL,
    "personIds" TEXT[],
    "reason" TEXT NOT NULL,
    "forcedById" TEXT NOT NULL,
    "forcedByName" TEXT NOT NULL,
    "forcedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedByName" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMPTZ(3),
    "comment" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "LaterReview_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateIndex
CREATE INDEX "LaterReview_siteId_articleId_idx" ON "LaterReview"("siteId", "articleId");

-- CreateIndex
CREATE INDEX "LaterReview_siteId_revisionId_idx" ON "LaterReview"("siteId", "revisionId");

-- CreateIndex
CREATE INDEX "LaterReview_state_forcedAt_id_idx" ON "LaterReview"("state", "forcedAt", "id");

-- AddForeignKey
ALTER TABLE "LaterReview" ADD CONSTRAINT "LaterReview_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "LaterReview" ADD CONSTRAINT "LaterReview_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time; the list over the subtrees of a reviewer's grants. Nothing of it is ever taken away.
ALTER TABLE "LaterReview" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "LaterReview" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "LaterReview" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "LaterReview" TO {{keeper}};
CREATE POLICY tenant ON "LaterReview" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE ON "LaterReview" TO {{tenant}};
CREATE POLICY staff ON "LaterReview" FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "LaterReview"."siteId" AND l."ancestorId" = ANY (app_roots())));
GRANT SELECT ON "LaterReview" TO {{staff}};
