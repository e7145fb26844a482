-- AlterTable
ALTER TABLE "ReviewStep" ADD COLUMN     "onBehalfOfId" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "onBehalfOfName" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "ReviewDeputy" (
    "id" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "deputyId" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewDeputy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ReviewDeputy_principalId_untilAt_idx" ON "ReviewDeputy"("principalId", "untilAt");

-- CreateIndex
CREATE INDEX "ReviewDeputy_deputyId_untilAt_idx" ON "ReviewDeputy"("deputyId", "untilAt");

-- AddForeignKey
ALTER TABLE "ReviewDeputy" ADD CONSTRAINT "ReviewDeputy_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ReviewDeputy" ADD CONSTRAINT "ReviewDeputy_deputyId_fkey" FOREIGN KEY ("deputyId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- A table without a tenant: a person is away from all the sites that they review.
ALTER TABLE "ReviewDeputy" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ReviewDeputy" FORCE ROW LEVEL SECURITY;
CREATE POLICY keeper ON "ReviewDeputy" TO {{keeper}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "ReviewDeputy" TO {{keeper}};
CREATE POLICY platform ON "ReviewDeputy" TO {{platform}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON "ReviewDeputy" TO {{platform}};
