-- CreateTable
CREATE TABLE "CheckRules" (
    "id" TEXT NOT NULL,
    "weights" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "updatedByName" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CheckRules_pkey" PRIMARY KEY ("id")
);

-- Set by the platform, read by every site.
ALTER TABLE "CheckRules" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "CheckRules" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "CheckRules" TO {{keeper}} USING (true) WITH CHECK (true);
CREATE POLICY platform ON "CheckRules" TO {{platform}} USING (true) WITH CHECK (true);
CREATE POLICY reader ON "CheckRules" FOR SELECT TO {{tenant}} USING (true);
GRANT SELECT, INSERT, DELETE ON "CheckRules" TO {{keeper}};
GRANT SELECT, INSERT, UPDATE ON "CheckRules" TO {{platform}};
GRANT SELECT ON "CheckRules" TO {{tenant}};
