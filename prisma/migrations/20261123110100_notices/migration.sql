-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('WAITING', 'SENDING', 'SENT', 'FAILED', 'LAPSED');

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "email" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Notice" (
    "id" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeMail" (
    "noticeId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "state" "MailState" NOT NULL DEFAULT 'WAITING',
    "messageId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "fault" TEXT NOT NULL DEFAULT '',
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeMail_pkey" PRIMARY KEY ("noticeId")
);

-- CreateIndex
CREATE INDEX "Notice_accountId_id_idx" ON "Notice"("accountId", "id");

-- CreateIndex
CREATE INDEX "Notice_accountId_readAt_idx" ON "Notice"("accountId", "readAt");

-- CreateIndex
CREATE INDEX "Notice_createdAt_idx" ON "Notice"("createdAt");

-- CreateIndex
CREATE INDEX "NoticeMail_state_dueAt_idx" ON "NoticeMail"("state", "dueAt");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "NoticeMail" ADD CONSTRAINT "NoticeMail_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- Tables without a tenant: a notice belongs to a person. A site's scope adds what happened there, in the transaction in
-- which it happens, and reads nothing.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['Notice', 'NoticeMail'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
    EXECUTE format('CREATE POLICY platform ON %I TO {{platform}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO {{platform}}', t);
    EXECUTE format('CREATE POLICY tenant ON %I FOR INSERT TO {{tenant}} WITH CHECK ("siteId" = app_site())', t);
    EXECUTE format('GRANT INSERT ON %I TO {{tenant}}', t);
  END LOOP;
END
$$;
