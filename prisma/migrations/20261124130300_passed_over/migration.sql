-- AlterTable
ALTER TABLE "ArticleSchedule" ADD COLUMN     "passedOver" JSONB NOT NULL DEFAULT '[]';
