-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "submittedByUnit" TEXT NOT NULL DEFAULT '';
