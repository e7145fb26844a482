-- CreateTable
CREATE TABLE "PassageComment" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "reviewId" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "settledByName" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "PassageComment_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateIndex
CREATE INDEX "PassageComment_siteId_articleId_id_idx" ON "PassageComment"("siteId", "articleId", "id");

-- CreateIndex
CREATE INDEX "PassageComment_siteId_revisionId_idx" ON "PassageComment"("siteId", "revisionId");

-- CreateIndex
CREATE INDEX "PassageComment_siteId_reviewId_idx" ON "PassageComment"("siteId", "reviewId");

-- AddForeignKey
ALTER TABLE "PassageComment" ADD CONSTRAINT "PassageComment_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PassageComment" ADD CONSTRAINT "PassageComment_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PassageComment" ADD CONSTRAINT "PassageComment_siteId_reviewId_fkey" FOREIGN KEY ("siteId", "reviewId") REFERENCES "Review"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time; what was said is never changed, only settled.
ALTER TABLE "PassageComment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "PassageComment" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "PassageComment" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "PassageComment" TO {{keeper}};
CREATE POLICY tenant ON "PassageComment" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE ("settledAt", "settledByName") ON "PassageComment" TO {{tenant}};
