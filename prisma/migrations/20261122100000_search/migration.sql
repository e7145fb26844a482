-- CreateTable
CREATE TABLE "RevisionWords" (
    "siteId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "head" tsvector NOT NULL,
    "lexemes" tsvector NOT NULL,

    CONSTRAINT "RevisionWords_pkey" PRIMARY KEY ("siteId","revisionId")
);

-- CreateTable
CREATE TABLE "SearchEntry" (
    "siteId" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "firstPublishedAt" TIMESTAMPTZ(3) NOT NULL,
    "year" INTEGER NOT NULL,
    "columnId" TEXT NOT NULL,
    "columnName" TEXT NOT NULL,
    "columnKind" "ColumnKind" NOT NULL,
    "level" "SiteLevel" NOT NULL,
    "siteKind" "SiteKind" NOT NULL,
    "validity" TEXT,
    "head" tsvector NOT NULL,
    "lexemes" tsvector NOT NULL,

    CONSTRAINT "SearchEntry_pkey" PRIMARY KEY ("siteId","articleId")
);

-- CreateTable
CREATE TABLE "SearchMiss" (
    "siteId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "query" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SearchMiss_pkey" PRIMARY KEY ("siteId","day","query")
);

-- CreateTable
CREATE TABLE "SearchRebuild" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "siteId" TEXT NOT NULL DEFAULT '',
    "articleId" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SearchRebuild_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SearchEntry_siteId_columnId_idx" ON "SearchEntry"("siteId", "columnId");

-- CreateIndex
CREATE INDEX "SearchEntry_lexemes_idx" ON "SearchEntry" USING GIN ("lexemes");

-- AddForeignKey
ALTER TABLE "RevisionWords" ADD CONSTRAINT "RevisionWords_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Ranking reads the row of every candidate: long texts and lexemes stand aside, the head stays in the row.
ALTER TABLE "SearchEntry" SET (toast_tuple_target = 512);
ALTER TABLE "SearchEntry" ALTER COLUMN head SET STORAGE MAIN;
ALTER TABLE "SearchEntry" ALTER COLUMN title SET STORAGE MAIN;
-- Writers merge what they added before it grows so long that readers notice.
ALTER INDEX "SearchEntry_lexemes_idx" SET (gin_pending_list_limit = 1024);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['RevisionWords', 'SearchEntry', 'SearchMiss', 'SearchRebuild']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['RevisionWords', 'SearchEntry']
  LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO {{tenant}}', t);
  END LOOP;
END
$$;

-- A condition of a policy comes before a search, which is not leakproof, and keeps it from its index: the visitor's has
-- none. What stands in this table is public by the way it is written, see packages/search.
CREATE POLICY visitor ON "SearchEntry" FOR SELECT TO {{visitor}} USING (true);
GRANT SELECT ON "SearchEntry" TO {{visitor}};

-- Searches without an answer are counted by a role that may do nothing else.
GRANT USAGE ON SCHEMA public TO {{counter}};
CREATE POLICY counter ON "SearchMiss" TO {{counter}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site());
GRANT SELECT, INSERT, UPDATE, DELETE ON "SearchMiss" TO {{counter}};
CREATE POLICY tenant ON "SearchMiss" FOR SELECT TO {{tenant}} USING ("siteId" = app_site());
GRANT SELECT ON "SearchMiss" TO {{tenant}};

CREATE POLICY platform ON "SearchRebuild" TO {{platform}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "SearchRebuild" TO {{platform}};
