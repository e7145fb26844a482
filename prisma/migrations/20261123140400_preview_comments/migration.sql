-- CreateTable
CREATE TABLE "PreviewComment" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PreviewComment_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateIndex
CREATE INDEX "PreviewComment_siteId_articleId_id_idx" ON "PreviewComment"("siteId", "articleId", "id");

-- CreateIndex
CREATE INDEX "PreviewComment_siteId_revisionId_idx" ON "PreviewComment"("siteId", "revisionId");

-- AddForeignKey
ALTER TABLE "PreviewComment" ADD CONSTRAINT "PreviewComment_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PreviewComment" ADD CONSTRAINT "PreviewComment_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time. Said once, never changed.
ALTER TABLE "PreviewComment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "PreviewComment" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "PreviewComment" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "PreviewComment" TO {{keeper}};
CREATE POLICY tenant ON "PreviewComment" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT ON "PreviewComment" TO {{tenant}};
