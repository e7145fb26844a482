-- CreateTable
CREATE TABLE "AuditSeal" (
    "siteId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "lineId" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditSeal_pkey" PRIMARY KEY ("siteId","seq")
);

-- CreateTable
CREATE TABLE "AuditCheck" (
    "siteId" TEXT NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "lines" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "sinceAt" TIMESTAMPTZ(3),
    "problem" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditCheck_pkey" PRIMARY KEY ("siteId")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_siteId_lineId_key" ON "AuditSeal"("siteId", "lineId");

-- What a line says, the same under every setting of a session and in every copy.
CREATE FUNCTION audit_line_digest(line "AuditLine") RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT sha256(convert_to(jsonb_build_array(line."siteId", line.id, (extract(epoch FROM line.at) * 1000)::bigint,
    line."actorId", line."actorName", line.action, line."subjectType", line."subjectId", line.summary, line.detail,
    line."requestId")::text, 'UTF8')) $$;
-- `previous` is empty for the first seal of a site.
CREATE FUNCTION audit_seal_hash(previous bytea, digest bytea, seq integer, sealed_at timestamptz) RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT sha256(previous || digest || int4send(seq) || int8send((extract(epoch FROM sealed_at) * 1000)::bigint)) $$;

-- The seal is made at commit, by a role that may do nothing else: whoever writes a line can neither choose its place
-- nor leave it out, and writers of one site order themselves only for that moment. Lines of several sites are written
-- in the scope that names them all; their locks are taken in one order.
CREATE FUNCTION audit_seal_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  last record;
  line_digest bytea := audit_line_digest(NEW);
  now_ms timestamptz := date_trunc('milliseconds', clock_timestamp());
BEGIN
  IF cardinality(app_sites()) > 0 AND current_setting('app.audit_locked', true) IS DISTINCT FROM 'yes' THEN
    PERFORM pg_advisory_xact_lock(736119361, key)
      FROM (SELECT DISTINCT hashtext(site) AS key FROM unnest(app_sites() || app_site()) AS site
            WHERE site IS NOT NULL ORDER BY key OFFSET 0) AS keys;
    PERFORM set_config('app.audit_locked', 'yes', true);
  END IF;
  PERFORM pg_advisory_xact_lock(736119361, hashtext(NEW."siteId"));
  SELECT seq, hash INTO last FROM "AuditSeal" WHERE "siteId" = NEW."siteId" ORDER BY seq DESC LIMIT 1;
  INSERT INTO "AuditSeal" ("siteId", seq, "lineId", digest, "sealedAt", hash)
    VALUES (NEW."siteId", coalesce(last.seq, 0) + 1, NEW.id, line_digest, now_ms,
      audit_seal_hash(coalesce(last.hash, ''), line_digest, coalesce(last.seq, 0) + 1, now_ms));
  RETURN NULL;
END
$$;

-- Seals every line that has none, site by site in the order of their ids: lines older than the seals, here and in a
-- copy from that time. For the owner alone.
CREATE FUNCTION audit_seal_old_lines() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
  line "AuditLine";
  site text := '';
  last_seq integer;
  last_hash bytea;
  line_digest bytea;
  now_ms timestamptz := date_trunc('milliseconds', clock_timestamp());
BEGIN
  FOR line IN SELECT l.* FROM "AuditLine" l WHERE NOT EXISTS (
    SELECT 1 FROM "AuditSeal" s WHERE s."siteId" = l."siteId" AND s."lineId" = l.id) ORDER BY l."siteId", l.id
  LOOP
    IF line."siteId" <> site THEN
      site := line."siteId";
      SELECT seq, hash INTO last_seq, last_hash FROM "AuditSeal" WHERE "siteId" = site ORDER BY seq DESC LIMIT 1;
    END IF;
    last_seq := coalesce(last_seq, 0) + 1;
    line_digest := audit_line_digest(line);
    last_hash := audit_seal_hash(coalesce(last_hash, ''), line_digest, last_seq, now_ms);
    INSERT INTO "AuditSeal" ("siteId", seq, "lineId", digest, "sealedAt", hash)
      VALUES (site, last_seq, line.id, line_digest, now_ms, last_hash);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION audit_seal_old_lines() FROM PUBLIC;

ALTER TABLE "AuditLine" NO FORCE ROW LEVEL SECURITY;
SELECT audit_seal_old_lines();
ALTER TABLE "AuditLine" FORCE ROW LEVEL SECURITY;

GRANT USAGE, CREATE ON SCHEMA public TO {{sealer}};
ALTER FUNCTION audit_seal_line() OWNER TO {{sealer}};
REVOKE CREATE ON SCHEMA public FROM {{sealer}};
-- A copy is restored with the seals it has; lines without one there stay without one.
CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON "AuditLine" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_user <> '{{keeper}}') EXECUTE FUNCTION audit_seal_line();

-- Lines and seals are added and nothing else, by whomever; no role has the right, and this holds the owner too.
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'The table % is append-only.', TG_TABLE_NAME USING ERRCODE = '42501'; END $$;
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['AuditLine', 'AuditSeal'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['AuditSeal', 'AuditCheck'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY keeper ON %I TO {{keeper}} USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO {{keeper}}', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO {{tenant}} USING ("siteId" = app_site()) WITH CHECK ("siteId" = app_site())', t);
    EXECUTE format('CREATE POLICY staff ON %I FOR SELECT TO {{staff}} USING ("siteId" = ANY (app_sites()) OR EXISTS (
      SELECT 1 FROM "SiteLineage" l WHERE l."siteId" = %I."siteId" AND l."ancestorId" = ANY (app_roots())))', t, t);
    EXECUTE format('GRANT SELECT ON %I TO {{staff}}', t);
  END LOOP;
END
$$;
REVOKE DELETE ON "AuditLine", "AuditSeal" FROM {{keeper}};
CREATE POLICY sealer ON "AuditSeal" TO {{sealer}} USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON "AuditSeal" TO {{sealer}};
GRANT SELECT ON "AuditSeal" TO {{tenant}};
GRANT SELECT, INSERT, UPDATE ON "AuditCheck" TO {{tenant}};
