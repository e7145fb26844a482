-- CreateEnum
CREATE TYPE "AccountState" AS ENUM ('ACTIVE', 'DISABLED');

-- CreateEnum
CREATE TYPE "PasswordState" AS ENUM ('ONE_TIME', 'CHOSEN');

-- CreateEnum
CREATE TYPE "RoleName" AS ENUM ('GROUP_ADMIN', 'SITE_ADMIN', 'REVIEWER', 'EDITOR', 'AUDITOR');

-- CreateEnum
CREATE TYPE "ArticleState" AS ENUM ('DRAFT', 'PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ColumnKind" AS ENUM ('GROUP', 'NEWS', 'NOTICE', 'POLICY', 'LIST', 'PAGE');

-- CreateEnum
CREATE TYPE "FileUse" AS ENUM ('PICTURE', 'ATTACHMENT');

-- CreateEnum
CREATE TYPE "SiteLevel" AS ENUM ('CITY', 'COUNTY', 'TOWN');

-- CreateEnum
CREATE TYPE "SiteKind" AS ENUM ('PORTAL', 'DEPARTMENT', 'CHANNEL', 'ZONE');

-- CreateEnum
CREATE TYPE "SiteState" AS ENUM ('PREPARING', 'ONLINE', 'TEMP_OFFLINE', 'CLOSED');

-- CreateEnum
CREATE TYPE "AddressKind" AS ENUM ('OWN_DOMAIN', 'SUBDOMAIN', 'PATH');

-- CreateEnum
CREATE TYPE "LibraryKind" AS ENUM ('BLUEPRINT', 'THEME', 'BLOCK');

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "homeSiteId" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "passwordState" "PasswordState" NOT NULL,
    "passwordChangedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "AccountState" NOT NULL DEFAULT 'ACTIVE',
    "isDemonstration" BOOLEAN NOT NULL DEFAULT false,
    "lastSignInAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "siteId" TEXT NOT NULL,
    "role" "RoleName" NOT NULL,
    "subtree" BOOLEAN NOT NULL DEFAULT false,
    "grantedById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "userAgent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInFailure" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "SignInFailure_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Article" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "columnId" TEXT NOT NULL,
    "state" "ArticleState" NOT NULL DEFAULT 'DRAFT',
    "title" TEXT NOT NULL,
    "latestRevisionId" TEXT,
    "publishedRevisionId" TEXT,
    "firstPublishedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawReason" TEXT NOT NULL DEFAULT '',
    "isShared" BOOLEAN NOT NULL DEFAULT false,
    "sharedAt" TIMESTAMPTZ(3),
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Article_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "ArticleRevision" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "articleId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "basedOnNumber" INTEGER,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "plainText" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "keywords" TEXT NOT NULL DEFAULT '',
    "editorId" TEXT NOT NULL,
    "editorName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ArticleRevision_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "Placement" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "columnId" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "articleId" TEXT,
    "linkId" TEXT,
    "firstPublishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "AuditLine" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "requestId" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditLine_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "Column" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "parentId" TEXT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "keywords" TEXT NOT NULL DEFAULT '',
    "kind" "ColumnKind" NOT NULL,
    "columnType" TEXT NOT NULL DEFAULT '',
    "responsibleUnit" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "isHidden" BOOLEAN NOT NULL DEFAULT false,
    "lastOrdinal" INTEGER NOT NULL DEFAULT 0,
    "itemCount" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Column_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "MediaFile" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MediaFile_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "RevisionFile" (
    "siteId" TEXT NOT NULL,
    "revisionId" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "use" "FileUse" NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RevisionFile_pkey" PRIMARY KEY ("siteId","revisionId","fileId","use")
);

-- CreateTable
CREATE TABLE "Page" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "blocks" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Page_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "PublicChange" (
    "seq" BIGSERIAL NOT NULL,
    "siteId" TEXT NOT NULL,
    "tags" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "transaction" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "PublicChange_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ContentLink" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sourceSiteId" TEXT NOT NULL,
    "sourceArticleId" TEXT NOT NULL,
    "columnId" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentLink_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "Site" (
    "id" TEXT NOT NULL,
    "parentId" TEXT,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "divisionCode" TEXT,
    "level" "SiteLevel" NOT NULL,
    "kind" "SiteKind" NOT NULL,
    "state" "SiteState" NOT NULL DEFAULT 'PREPARING',
    "stateNote" TEXT NOT NULL DEFAULT '',
    "stateChangedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blueprintCode" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "theme" JSONB NOT NULL,
    "themeCode" TEXT NOT NULL,
    "themeHash" TEXT NOT NULL,
    "sponsor" TEXT NOT NULL DEFAULT '',
    "contactAddress" TEXT NOT NULL DEFAULT '',
    "contactPhone" TEXT NOT NULL DEFAULT '',
    "officeHours" TEXT NOT NULL DEFAULT '',
    "siteIdCode" TEXT NOT NULL DEFAULT '',
    "icpNumber" TEXT NOT NULL DEFAULT '',
    "psbNumber" TEXT NOT NULL DEFAULT '',
    "isDemonstration" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SiteLineage" (
    "siteId" TEXT NOT NULL,
    "ancestorId" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "SiteLineage_pkey" PRIMARY KEY ("siteId","ancestorId")
);

-- CreateTable
CREATE TABLE "SiteAddress" (
    "siteId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" "AddressKind" NOT NULL,
    "value" TEXT NOT NULL,
    "underSiteId" TEXT NOT NULL DEFAULT '',
    "isPrimary" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SiteAddress_pkey" PRIMARY KEY ("siteId","id")
);

-- CreateTable
CREATE TABLE "LibraryEntry" (
    "id" TEXT NOT NULL,
    "kind" "LibraryKind" NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,
    "isBuiltIn" BOOLEAN NOT NULL DEFAULT false,
    "basedOnCode" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LibraryEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_username_key" ON "Account"("username");

-- CreateIndex
CREATE INDEX "Account_homeSiteId_username_idx" ON "Account"("homeSiteId", "username");

-- CreateIndex
CREATE INDEX "Grant_siteId_idx" ON "Grant"("siteId");

-- CreateIndex
CREATE UNIQUE INDEX "Grant_accountId_siteId_role_key" ON "Grant"("accountId", "siteId", "role");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "SignInFailure_firstAt_idx" ON "SignInFailure"("firstAt");

-- CreateIndex
CREATE INDEX "Article_siteId_state_updatedAt_id_idx" ON "Article"("siteId", "state", "updatedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Article_siteId_columnId_updatedAt_id_idx" ON "Article"("siteId", "columnId", "updatedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Article_siteId_firstPublishedAt_id_idx" ON "Article"("siteId", "firstPublishedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Article_sharedAt_id_idx" ON "Article"("sharedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Article_siteId_latestRevisionId_key" ON "Article"("siteId", "latestRevisionId");

-- CreateIndex
CREATE UNIQUE INDEX "Article_siteId_publishedRevisionId_key" ON "Article"("siteId", "publishedRevisionId");

-- CreateIndex
CREATE UNIQUE INDEX "ArticleRevision_siteId_articleId_number_key" ON "ArticleRevision"("siteId", "articleId", "number");

-- CreateIndex
CREATE INDEX "Placement_siteId_articleId_idx" ON "Placement"("siteId", "articleId");

-- CreateIndex
CREATE INDEX "Placement_siteId_linkId_idx" ON "Placement"("siteId", "linkId");

-- CreateIndex
CREATE INDEX "Placement_siteId_columnId_firstPublishedAt_id_idx" ON "Placement"("siteId", "columnId", "firstPublishedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Placement_siteId_columnId_ordinal_key" ON "Placement"("siteId", "columnId", "ordinal");

-- CreateIndex
CREATE INDEX "AuditLine_siteId_at_id_idx" ON "AuditLine"("siteId", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "AuditLine_siteId_subjectType_subjectId_at_idx" ON "AuditLine"("siteId", "subjectType", "subjectId", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditLine_id_idx" ON "AuditLine"("id" DESC);

-- CreateIndex
CREATE INDEX "AuditLine_subjectId_id_idx" ON "AuditLine"("subjectId", "id" DESC);

-- CreateIndex
CREATE INDEX "Column_siteId_parentId_position_idx" ON "Column"("siteId", "parentId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Column_siteId_code_key" ON "Column"("siteId", "code");

-- CreateIndex
CREATE INDEX "MediaFile_siteId_createdAt_id_idx" ON "MediaFile"("siteId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "MediaFile_id_idx" ON "MediaFile"("id");

-- CreateIndex
CREATE UNIQUE INDEX "MediaFile_siteId_sha256_name_key" ON "MediaFile"("siteId", "sha256", "name");

-- CreateIndex
CREATE INDEX "RevisionFile_siteId_fileId_idx" ON "RevisionFile"("siteId", "fileId");

-- CreateIndex
CREATE UNIQUE INDEX "Page_siteId_slug_key" ON "Page"("siteId", "slug");

-- CreateIndex
CREATE INDEX "PublicChange_transaction_idx" ON "PublicChange"("transaction");

-- CreateIndex
CREATE INDEX "ContentLink_sourceSiteId_sourceArticleId_idx" ON "ContentLink"("sourceSiteId", "sourceArticleId");

-- CreateIndex
CREATE UNIQUE INDEX "ContentLink_siteId_sourceSiteId_sourceArticleId_key" ON "ContentLink"("siteId", "sourceSiteId", "sourceArticleId");

-- CreateIndex
CREATE UNIQUE INDEX "Site_code_key" ON "Site"("code");

-- CreateIndex
CREATE INDEX "Site_parentId_position_id_idx" ON "Site"("parentId", "position", "id");

-- CreateIndex
CREATE INDEX "Site_level_state_code_idx" ON "Site"("level", "state", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Site_parentId_label_key" ON "Site"("parentId", "label");

-- CreateIndex
CREATE INDEX "SiteLineage_ancestorId_depth_siteId_idx" ON "SiteLineage"("ancestorId", "depth", "siteId");

-- CreateIndex
CREATE UNIQUE INDEX "SiteAddress_kind_value_underSiteId_key" ON "SiteAddress"("kind", "value", "underSiteId");

-- CreateIndex
CREATE UNIQUE INDEX "LibraryEntry_kind_code_key" ON "LibraryEntry"("kind", "code");

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_siteId_columnId_fkey" FOREIGN KEY ("siteId", "columnId") REFERENCES "Column"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_siteId_latestRevisionId_fkey" FOREIGN KEY ("siteId", "latestRevisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_siteId_publishedRevisionId_fkey" FOREIGN KEY ("siteId", "publishedRevisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ArticleRevision" ADD CONSTRAINT "ArticleRevision_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_siteId_columnId_fkey" FOREIGN KEY ("siteId", "columnId") REFERENCES "Column"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_siteId_articleId_fkey" FOREIGN KEY ("siteId", "articleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_siteId_linkId_fkey" FOREIGN KEY ("siteId", "linkId") REFERENCES "ContentLink"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Column" ADD CONSTRAINT "Column_siteId_parentId_fkey" FOREIGN KEY ("siteId", "parentId") REFERENCES "Column"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "RevisionFile" ADD CONSTRAINT "RevisionFile_siteId_revisionId_fkey" FOREIGN KEY ("siteId", "revisionId") REFERENCES "ArticleRevision"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "RevisionFile" ADD CONSTRAINT "RevisionFile_siteId_fileId_fkey" FOREIGN KEY ("siteId", "fileId") REFERENCES "MediaFile"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ContentLink" ADD CONSTRAINT "ContentLink_siteId_columnId_fkey" FOREIGN KEY ("siteId", "columnId") REFERENCES "Column"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ContentLink" ADD CONSTRAINT "ContentLink_sourceSiteId_sourceArticleId_fkey" FOREIGN KEY ("sourceSiteId", "sourceArticleId") REFERENCES "Article"("siteId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Site" ADD CONSTRAINT "Site_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SiteLineage" ADD CONSTRAINT "SiteLineage_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SiteLineage" ADD CONSTRAINT "SiteLineage_ancestorId_fkey" FOREIGN KEY ("ancestorId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SiteAddress" ADD CONSTRAINT "SiteAddress_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
