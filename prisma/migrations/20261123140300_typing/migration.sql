-- CreateTable
CREATE TABLE "TypedDraft" (
    "siteId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TypedDraft_pkey" PRIMARY KEY ("siteId","accountId","form")
);

-- CreateTable
CREATE TABLE "Typing" (
    "siteId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Typing_pkey" PRIMARY KEY ("siteId","articleId","accountId")
);

-- CreateIndex
CREATE INDEX "TypedDraft_savedAt_idx" ON "TypedDraft"("savedAt");

-- CreateIndex
CREATE INDEX "Typing_seenAt_idx" ON "Typing"("seenAt");

-- AddForeignKey
ALTER TABLE "Typing" ADD CONSTRAINT "Typing_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- One site at a time. What is old is forgotten for all sites at once, and nothing else: the platform reads none of it.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['TypedDraft', 'Typing'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO {{tenant}}', t);
    EXECUTE format('GRANT DELETE ON %I TO {{platform}}', t);
  END LOOP;
END
$$;
CREATE POLICY sweeper ON "TypedDraft" FOR DELETE TO {{platform}} USING ("savedAt" < now() - interval '30 days');
CREATE POLICY sweeper ON "Typing" FOR DELETE TO {{platform}} USING ("seenAt" < now() - interval '1 day');
