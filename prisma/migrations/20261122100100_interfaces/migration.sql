-- CreateTable
CREATE TABLE "Partner" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "contact" TEXT NOT NULL DEFAULT '',
    "keyHash" TEXT NOT NULL,
    "keyStart" TEXT NOT NULL,
    "limit" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateCount" (
    "key" TEXT NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "RateCount_pkey" PRIMARY KEY ("key","windowStart")
);

-- CreateIndex
CREATE UNIQUE INDEX "Partner_keyHash_key" ON "Partner"("keyHash");

-- CreateIndex
CREATE INDEX "RateCount_windowStart_idx" ON "RateCount"("windowStart");

-- Tables without a tenant: the platform's own.
ALTER TABLE "Partner" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Partner" FORCE ROW LEVEL SECURITY;
ALTER TABLE "RateCount" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "RateCount" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "Partner" TO {{keeper}} USING (true) WITH CHECK (true);
CREATE POLICY keeper ON "RateCount" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "Partner", "RateCount" TO {{keeper}};

-- A key is revoked, never deleted: its audit lines keep their subject.
CREATE POLICY platform ON "Partner" TO {{platform}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON "Partner" TO {{platform}};
CREATE POLICY platform ON "RateCount" TO {{platform}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "RateCount" TO {{platform}};

-- What a visitor may see is judged row by row, by key. Without OFFSET the planner may turn each EXISTS into a hash of
-- every published item of all sites, built anew for a list of twenty.
ALTER POLICY visitor ON "Article"
  USING (state = 'PUBLISHED' AND EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Article"."siteId" OFFSET 0));
ALTER POLICY visitor ON "ArticleRevision"
  USING (EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "ArticleRevision"."siteId"
    AND a."publishedRevisionId" = "ArticleRevision".id OFFSET 0));
ALTER POLICY visitor ON "Placement"
  USING (EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "Placement"."siteId" AND a.id = "Placement"."articleId" OFFSET 0)
    OR EXISTS (SELECT 1 FROM "ContentLink" l WHERE l."siteId" = "Placement"."siteId" AND l.id = "Placement"."linkId" OFFSET 0));
ALTER POLICY visitor ON "RevisionFile"
  USING (EXISTS (SELECT 1 FROM "ArticleRevision" r WHERE r."siteId" = "RevisionFile"."siteId"
    AND r.id = "RevisionFile"."revisionId" OFFSET 0));
ALTER POLICY visitor ON "MediaFile"
  USING (EXISTS (SELECT 1 FROM "RevisionFile" u WHERE u."siteId" = "MediaFile"."siteId" AND u."fileId" = "MediaFile".id OFFSET 0)
    OR EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "MediaFile"."siteId" AND s.theme ->> 'logoFileId' = "MediaFile".id OFFSET 0));
