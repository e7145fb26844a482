-- Why a page was renewed, and whether what it showed may still be served meanwhile.
ALTER TABLE "PublicChange" ADD COLUMN "cause" TEXT NOT NULL DEFAULT '',
ADD COLUMN "takesAway" BOOLEAN NOT NULL DEFAULT false;
