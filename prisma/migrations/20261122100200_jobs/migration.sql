-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('WAITING', 'RUNNING', 'DONE', 'FAILED');

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "siteId" TEXT NOT NULL DEFAULT '',
    "key" TEXT,
    "slot" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "state" "JobState" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "runAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "everyMs" INTEGER,
    "lease" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "progress" JSONB,
    "fault" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Job_slot_key" ON "Job"("slot");

-- CreateIndex
CREATE INDEX "Job_state_runAt_idx" ON "Job"("state", "runAt");

-- CreateIndex
CREATE INDEX "Job_name_siteId_createdAt_idx" ON "Job"("name", "siteId", "createdAt");

-- A table without a tenant: only the platform reads it. A site's scope asks for work, and completes the work it was
-- given, through the two functions below.
ALTER TABLE "Job" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Job" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "Job" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "Job" TO {{keeper}};
CREATE POLICY platform ON "Job" TO {{platform}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "Job" TO {{platform}};

-- The site is the scope's own, never an argument. An equal request that still waits is taken for this one, its row
-- locked until this transaction ends: no run can begin that has not seen this change.
CREATE FUNCTION enqueue_job(job_id text, job_name text, job_data jsonb, job_key text, run_at timestamptz) RETURNS text
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    INSERT INTO "Job" AS waiting (id, name, "siteId", key, slot, data, "runAt")
    VALUES (job_id, job_name, coalesce(app_site(), ''), job_key,
      job_name || '/' || coalesce(app_site(), '') || '/' || job_key, job_data, coalesce(run_at, now()))
    ON CONFLICT (slot) DO UPDATE SET data = EXCLUDED.data, "runAt" = least(waiting."runAt", EXCLUDED."runAt")
    RETURNING id
  $$;

-- Completes a job in the transaction of its effects. A run that has lost its job is refused, and its effects with it.
CREATE FUNCTION complete_job(job_id text, job_lease text) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
  BEGIN
    UPDATE "Job" SET
      state = CASE WHEN "everyMs" IS NULL THEN 'DONE' ELSE 'WAITING' END::"JobState",
      "runAt" = CASE WHEN "everyMs" IS NULL THEN "runAt" ELSE now() + "everyMs" * interval '1 millisecond' END,
      attempts = CASE WHEN "everyMs" IS NULL THEN attempts ELSE 0 END,
      lease = NULL, "leaseUntil" = NULL, fault = '', "finishedAt" = now()
    WHERE id = job_id AND lease = job_lease;
    IF NOT FOUND THEN RAISE EXCEPTION 'The job % has been taken up by another run.', job_id USING ERRCODE = '40001'; END IF;
    RETURN job_id;
  END
  $$;

GRANT CREATE ON SCHEMA public TO {{platform}};
ALTER FUNCTION enqueue_job(text, text, jsonb, text, timestamptz) OWNER TO {{platform}};
ALTER FUNCTION complete_job(text, text) OWNER TO {{platform}};
REVOKE CREATE ON SCHEMA public FROM {{platform}};
REVOKE ALL ON FUNCTION enqueue_job(text, text, jsonb, text, timestamptz), complete_job(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job(text, text, jsonb, text, timestamptz), complete_job(text, text)
  TO {{tenant}}, {{platform}};

-- What every process has long applied is forgotten.
CREATE POLICY sweeper ON "PublicChange" FOR DELETE TO {{platform}} USING (at < now() - interval '30 days');
GRANT DELETE ON "PublicChange" TO {{platform}};
