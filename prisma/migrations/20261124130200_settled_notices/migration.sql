-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "settledByName" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Notice_siteId_subjectId_idx" ON "Notice"("siteId", "subjectId");

-- What one person has done waits for nobody else: their notices of it are settled, and letters that have not left stay
-- here. The site is the scope's own, never an argument; a site's scope still reads no notice.
CREATE FUNCTION settle_notices(notice_kind text, subject text, person_id text, person text, at timestamptz) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    WITH mine AS (
      UPDATE "Notice" SET "readAt" = at, "settledByName" = CASE WHEN "accountId" = person_id THEN '' ELSE person END
      WHERE "siteId" = app_site() AND "subjectId" = subject AND kind = notice_kind AND "readAt" IS NULL
      RETURNING id)
    UPDATE "NoticeMail" m SET state = 'LAPSED', fault = '已由' || person || '办理'
    FROM mine WHERE m."noticeId" = mine.id AND m.state = 'WAITING';
  $$;
GRANT CREATE ON SCHEMA public TO {{platform}};
ALTER FUNCTION settle_notices(text, text, text, text, timestamptz) OWNER TO {{platform}};
REVOKE CREATE ON SCHEMA public FROM {{platform}};
REVOKE ALL ON FUNCTION settle_notices(text, text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_notices(text, text, text, text, timestamptz) TO {{tenant}};
