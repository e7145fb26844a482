-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('OPEN', 'PASSED', 'RETURNED', 'RECALLED', 'ENDED');

-- CreateEnum
CREATE TYPE "ReviewPlace" AS ENUM ('SITE', 'ABOVE');

-- CreateEnum
CREATE TYPE "ReviewDecision" AS ENUM ('SUBMIT', 'APPROVE', 'RETURN', 'RECALL', 'END');

-- AlterTable
ALTER TABLE "Article" ADD COLUMN     "openReviewId" TEXT;

-- CreateTable
CREATE TABLE "ReviewChain" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "columnId" TEXT,
    "levels" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewChain_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "Review" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'OPEN',
    "levels" JSONB NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 1,
    "place" "ReviewPlace" NOT NULL,
    "personIds" TEXT[],
    "submittedByName" TEXT NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Review_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "ReviewStep" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "reviewId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "decision" "ReviewDecision" NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewStep_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ReviewChain_siteId_columnId_key" ON "ReviewChain"("siteId", "columnId");

-- CreateIndex
CREATE INDEX "Review_siteId_articleId_id_idx" ON "Review"("siteId", "articleId", "id");

-- CreateIndex
CREATE INDEX "Review_siteId_revisionId_idx" ON "Review"("siteId", "revisionId");

-- CreateIndex
CREATE INDEX "Review_state_submittedAt_id_idx" ON "Review"("state", "submittedAt", "id");

-- CreateIndex
CREATE INDEX "ReviewStep_siteId_reviewId_id_idx" ON "ReviewStep"("siteId", "reviewId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Article_siteId_openReviewId_key" ON "Article"("siteId", "openReviewId");

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_siteId_openReviewId_fkey" FOREIGN KEY ("siteId", "openReviewId") REFERENCES "Review"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ReviewChain" ADD CONSTRAINT "ReviewChain_siteId_columnId_fkey" FOREIGN KEY ("siteId", "columnId") REFERENCES "Column"("siteId", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ReviewStep" ADD CONSTRAINT "ReviewStep_siteId_reviewId_fkey" FOREIGN KEY ("siteId", "reviewId") REFERENCES "Review"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time; who decided what is never changed.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ReviewChain', 'Review', 'ReviewStep'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "ReviewChain" TO {{tenant}};
GRANT SELECT, INSERT, UPDATE ON "Review" TO {{tenant}};
GRANT SELECT, INSERT ON "ReviewStep" TO {{tenant}};

-- The inbox over the subtrees of a reviewer's grants.
CREATE POLICY staff ON "Review" FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "Review"."siteId" AND l."ancestorId" = ANY (app_roots())));
GRANT SELECT ON "Review" TO {{staff}};
