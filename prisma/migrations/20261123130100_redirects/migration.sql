-- AlterTable
ALTER TABLE "Column" ADD COLUMN     "mergeTop" INTEGER,
ADD COLUMN     "mergingIntoId" TEXT;

-- CreateTable
CREATE TABLE "Redirect" (
    "siteId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "keepsRest" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Redirect_pkey" PRIMARY KEY ("siteId","path")
);

-- CreateIndex
CREATE INDEX "Redirect_siteId_target_idx" ON "Redirect"("siteId", "target");

-- CreateIndex
CREATE INDEX "Column_siteId_mergingIntoId_idx" ON "Column"("siteId", "mergingIntoId");

-- AddForeignKey
ALTER TABLE "Column" ADD CONSTRAINT "Column_siteId_mergingIntoId_fkey" FOREIGN KEY ("siteId", "mergingIntoId") REFERENCES "Column"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- One site at a time; visitors of sites that are online are led on.
ALTER TABLE "Redirect" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Redirect" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "Redirect" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "Redirect" TO {{keeper}};
CREATE POLICY tenant ON "Redirect" TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE, DELETE ON "Redirect" TO {{tenant}};
CREATE POLICY visitor ON "Redirect" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Redirect"."siteId"));
GRANT SELECT ON "Redirect" TO {{visitor}};
