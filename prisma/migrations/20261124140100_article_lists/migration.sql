-- CreateIndex
CREATE INDEX "Article_siteId_updatedAt_id_idx" ON "Article"("siteId", "updatedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Article_siteId_columnId_state_updatedAt_id_idx" ON "Article"("siteId", "columnId", "state", "updatedAt" DESC, "id");
