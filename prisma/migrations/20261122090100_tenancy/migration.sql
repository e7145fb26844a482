-- Tenancy held by the database. Role names carry the database's name (roles belong to the whole cluster);
-- the runner puts them in place of {{rest}}, {{visitor}}, {{tenant}}, {{staff}}, {{platform}} and {{keeper}}.
--   rest      where every connection rests: no rights at all
--   visitor   the public reader: select only, published and not withdrawn items of online sites
--   tenant    one site at a time, named by app.site
--   staff     select only, the subtrees named by app.roots and the single sites named by app.sites
--   platform  the tables without a tenant, and the directory of sites
--   keeper    backup and restore

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {{rest}}, {{visitor}}, {{tenant}}, {{staff}}, {{platform}}, {{keeper}};

CREATE FUNCTION app_site() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.site', true), '') $$;
CREATE FUNCTION app_preview_site() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.preview_site', true), '') $$;
CREATE FUNCTION app_roots() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(coalesce(current_setting('app.roots', true), ''), ',') $$;
CREATE FUNCTION app_sites() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(coalesce(current_setting('app.sites', true), ''), ',') $$;

DO $$
DECLARE
  t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
           AND c.relname <> '_prisma_migrations'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
  END LOOP;

  -- One site at a time.
  FOREACH t IN ARRAY ARRAY['SiteLineage', 'SiteAddress', 'Column', 'Article', 'ArticleRevision', 'Placement',
                           'ContentLink', 'MediaFile', 'RevisionFile', 'Page', 'AuditLine']
  LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['SiteAddress', 'Column', 'Article', 'ArticleRevision', 'Placement', 'ContentLink',
                           'MediaFile', 'RevisionFile', 'Page']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO {{tenant}}', t);
  END LOOP;

  -- Staff across the subtrees of their grants.
  FOREACH t IN ARRAY ARRAY['SiteLineage', 'SiteAddress', 'Column', 'Article', 'AuditLine', 'ContentLink']
  LOOP
    IF t <> 'SiteLineage' THEN EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
      SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = %I."siteId" AND l."ancestorId" = ANY (app_roots())))', t, t); END IF;
    EXECUTE format('GRANT SELECT ON %I TO {{staff}}', t);
  END LOOP;
END
$$;

-- The tenant itself
CREATE POLICY tenant ON "Site" TO {{tenant}} USING (id = app_site()) WITH CHECK (id = app_site());
GRANT SELECT, INSERT, UPDATE ON "Site" TO {{tenant}};
GRANT SELECT, INSERT ON "SiteLineage" TO {{tenant}};
GRANT SELECT, INSERT ON "AuditLine" TO {{tenant}};
CREATE POLICY visitor ON "Site" FOR SELECT TO {{visitor}} USING (state = 'ONLINE' OR id = app_preview_site());
CREATE POLICY staff ON "Site" FOR SELECT TO {{staff}} USING (id = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "Site".id AND l."ancestorId" = ANY (app_roots())));
CREATE POLICY platform ON "Site" FOR SELECT TO {{platform}} USING (true);
GRANT SELECT ON "Site" TO {{visitor}}, {{staff}}, {{platform}};

-- The tree itself says who is under whom; a staff scope reads its own part of it.
CREATE POLICY staff ON "SiteLineage" FOR SELECT TO {{staff}}
  USING ("ancestorId" = ANY (app_roots()) OR "siteId" = ANY (app_sites()));
CREATE POLICY visitor ON "SiteLineage" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "SiteLineage"."siteId"));
CREATE POLICY platform ON "SiteLineage" FOR SELECT TO {{platform}} USING (true);
GRANT SELECT ON "SiteLineage" TO {{visitor}}, {{platform}};
CREATE POLICY platform ON "SiteAddress" FOR SELECT TO {{platform}} USING (true);
GRANT SELECT ON "SiteAddress" TO {{platform}};

-- What every visitor may see
CREATE POLICY visitor ON "Column" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Column"."siteId"));
CREATE POLICY visitor ON "Page" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Page"."siteId"));
CREATE POLICY visitor ON "Article" FOR SELECT TO {{visitor}}
  USING (state = 'PUBLISHED' AND EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "Article"."siteId"));
CREATE POLICY visitor ON "ArticleRevision" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "ArticleRevision"."siteId"
    AND a."publishedRevisionId" = "ArticleRevision".id));
CREATE POLICY visitor ON "ContentLink" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "ContentLink"."siteId")
    AND EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "ContentLink"."sourceSiteId"
      AND a.id = "ContentLink"."sourceArticleId" AND a."isShared"));
CREATE POLICY visitor ON "Placement" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = "Placement"."siteId" AND a.id = "Placement"."articleId")
    OR EXISTS (SELECT 1 FROM "ContentLink" l WHERE l."siteId" = "Placement"."siteId" AND l.id = "Placement"."linkId"));
CREATE POLICY visitor ON "RevisionFile" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "ArticleRevision" r WHERE r."siteId" = "RevisionFile"."siteId"
    AND r.id = "RevisionFile"."revisionId"));
CREATE POLICY visitor ON "MediaFile" FOR SELECT TO {{visitor}}
  USING (EXISTS (SELECT 1 FROM "RevisionFile" u WHERE u."siteId" = "MediaFile"."siteId" AND u."fileId" = "MediaFile".id)
    OR EXISTS (SELECT 1 FROM "Site" s WHERE s.id = "MediaFile"."siteId" AND s.theme ->> 'logoFileId' = "MediaFile".id));
GRANT SELECT ON "Column", "Page", "Article", "ArticleRevision", "ContentLink", "Placement", "RevisionFile", "MediaFile"
  TO {{visitor}};

-- A source sees who carries its items.
CREATE POLICY source ON "ContentLink" FOR SELECT TO {{tenant}} USING ("sourceSiteId" = app_site());

-- A site may carry only what its source has published and shared, judged with the public reader's eyes.
CREATE FUNCTION is_shared(source_site text, source_article text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT EXISTS (SELECT 1 FROM "Article" a WHERE a."siteId" = source_site AND a.id = source_article AND a."isShared") $$;
GRANT CREATE ON SCHEMA public TO {{visitor}};
ALTER FUNCTION is_shared(text, text) OWNER TO {{visitor}};
REVOKE CREATE ON SCHEMA public FROM {{visitor}};
REVOKE ALL ON FUNCTION is_shared(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_shared(text, text) TO {{tenant}};
CREATE POLICY shared_only ON "ContentLink" AS RESTRICTIVE FOR INSERT TO {{tenant}}
  WITH CHECK ("sourceSiteId" <> app_site() AND is_shared("sourceSiteId", "sourceArticleId"));
CREATE POLICY shared_only_still ON "ContentLink" AS RESTRICTIVE FOR UPDATE TO {{tenant}}
  USING (true) WITH CHECK ("sourceSiteId" <> app_site() AND is_shared("sourceSiteId", "sourceArticleId"));

-- Tables without a tenant
CREATE POLICY platform ON "Account" TO {{platform}} USING (true) WITH CHECK (true);
CREATE POLICY platform ON "Grant" TO {{platform}} USING (true) WITH CHECK (true);
CREATE POLICY platform ON "Session" TO {{platform}} USING (true) WITH CHECK (true);
CREATE POLICY platform ON "SignInFailure" TO {{platform}} USING (true) WITH CHECK (true);
CREATE POLICY platform ON "LibraryEntry" TO {{platform}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "Account", "Grant", "Session", "SignInFailure", "LibraryEntry" TO {{platform}};
CREATE POLICY reader ON "LibraryEntry" FOR SELECT TO {{tenant}}, {{staff}} USING (true);
GRANT SELECT ON "LibraryEntry" TO {{tenant}}, {{staff}};
CREATE POLICY staff ON "Account" FOR SELECT TO {{staff}} USING ("homeSiteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "Account"."homeSiteId" AND l."ancestorId" = ANY (app_roots())));
CREATE POLICY staff ON "Grant" FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
  SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = "Grant"."siteId" AND l."ancestorId" = ANY (app_roots())));
-- Who works on a site in reach is seen there, wherever the account is at home.
CREATE POLICY staff_granted ON "Account" FOR SELECT TO {{staff}} USING (EXISTS (
  SELECT 1 FROM "Grant" g WHERE g."accountId" = "Account".id));
GRANT SELECT ON "Grant" TO {{staff}};
-- All but the password's hash.
GRANT SELECT (id, username, "displayName", unit, "homeSiteId", "passwordState", "passwordChangedAt", state,
  "isDemonstration", "lastSignInAt", "createdAt", "updatedAt") ON "Account" TO {{staff}};

-- Account and library events are told in the log of the site they stand at, by the scope that makes them. A list of
-- accounts is imported whole or not at all, so its scope names all their sites.
CREATE POLICY platform ON "AuditLine" FOR INSERT TO {{platform}}
  WITH CHECK ("siteId" = app_site() OR "siteId" = ANY (app_sites()));
GRANT INSERT ON "AuditLine" TO {{platform}};

CREATE POLICY writer ON "PublicChange" FOR INSERT TO {{tenant}}, {{platform}} WITH CHECK ("siteId" = app_site());
CREATE POLICY reader ON "PublicChange" FOR SELECT TO {{platform}} USING (true);
GRANT INSERT ON "PublicChange" TO {{tenant}}, {{platform}};
GRANT SELECT ON "PublicChange" TO {{platform}};
GRANT USAGE ON SEQUENCE "PublicChange_seq_seq" TO {{tenant}}, {{platform}}, {{keeper}};
GRANT SELECT, UPDATE ON SEQUENCE "PublicChange_seq_seq" TO {{keeper}};
