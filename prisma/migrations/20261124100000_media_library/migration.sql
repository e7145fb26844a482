-- AlterTable
ALTER TABLE "MediaFile" ADD COLUMN     "alt" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "createdByName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "folderId" TEXT,
ADD COLUMN     "replacedAt" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "MediaFolder" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isShared" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MediaFolder_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "MediaFolder_siteId_name_key" ON "MediaFolder"("siteId", "name");

-- CreateIndex
CREATE INDEX "MediaFile_siteId_folderId_id_idx" ON "MediaFile"("siteId", "folderId", "id");

-- AddForeignKey
ALTER TABLE "MediaFile" ADD CONSTRAINT "MediaFile_siteId_folderId_fkey" FOREIGN KEY ("siteId", "folderId") REFERENCES "MediaFolder"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time.
ALTER TABLE "MediaFolder" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "MediaFolder" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "MediaFolder" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "MediaFolder" TO {{keeper}};
CREATE POLICY tenant ON "MediaFolder" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE, DELETE ON "MediaFolder" TO {{tenant}};

-- A shared folder and what lies in it are read by every site below its own; nothing else than reading.
CREATE POLICY shared ON "MediaFolder" FOR SELECT TO {{tenant}}
  USING ("isShared" AND "siteId" <> app_site() AND EXISTS (SELECT 1 FROM "SiteLineage" l
    WHERE l."siteId" = app_site() AND l."ancestorId" = "MediaFolder"."siteId"));
CREATE POLICY shared ON "MediaFile" FOR SELECT TO {{tenant}}
  USING ("siteId" <> app_site() AND EXISTS (SELECT 1 FROM "MediaFolder" f
    WHERE f."siteId" = "MediaFile"."siteId" AND f.id = "MediaFile"."folderId" OFFSET 0));
