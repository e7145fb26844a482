-- AlterTable
ALTER TABLE "ReviewChain" ADD COLUMN     "isWish" BOOLEAN NOT NULL DEFAULT false;

-- Which sites wait for their people, over all sites.
CREATE POLICY staff ON "ReviewChain" FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "ReviewChain"."siteId" AND l."ancestorId" = ANY (app_roots())));
GRANT SELECT ON "ReviewChain" TO {{staff}};
