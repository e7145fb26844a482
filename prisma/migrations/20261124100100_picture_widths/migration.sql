-- AlterTable
ALTER TABLE "MediaFile" ADD COLUMN     "widths" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
