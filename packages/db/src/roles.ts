/** The roles work happens in. See prisma/migrations/*_tenancy for what each may do. */
export const ROLE_NAMES = ['rest', 'visitor', 'tenant', 'staff', 'platform', 'keeper'] as const;
export type DatabaseRole = (typeof ROLE_NAMES)[number];

/** Roles belong to a whole cluster, so their names carry the database's name. */
export function roleName(databaseName: string, role: DatabaseRole): string {
  const safe = databaseName
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 40);
  return `zq_${safe}_${role}`;
}

/** Puts this database's role names in place of `{{rest}}`, `{{visitor}}` … in a migration. */
export function withRoleNames(sql: string, databaseName: string): string {
  return sql.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const role = ROLE_NAMES.find((known) => known === name);
    if (!role) throw new Error(`A migration names an unknown role: {{${name}}}`);
    return roleName(databaseName, role);
  });
}

/**
 * SQL that makes the roles and lets `login` step into them: run by the migration runner for itself, or by a DBA where
 * the program may not create roles. `login` is a role's name as it is, unquoted. It steps in only by SET ROLE and
 * inherits nothing, else the policies of all roles would hold for it at once.
 */
export function rolesSql(databaseName: string, login?: string): string {
  const member = login === undefined ? 'session_user' : `'${login.replaceAll("'", "''")}'`;
  const grantee = login === undefined ? 'SESSION_USER' : `"${login.replaceAll('"', '""')}"`;
  const lines = ROLE_NAMES.map((role) => {
    const name = roleName(databaseName, role);
    return [
      `IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name} NOLOGIN; END IF;`,
      `IF NOT pg_has_role(${member}, '${name}', CASE WHEN is_15 THEN 'MEMBER' ELSE 'SET' END) THEN
    EXECUTE 'GRANT ${name} TO ${grantee.replaceAll("'", "''")}' || CASE WHEN is_15 THEN '' ELSE ' WITH INHERIT FALSE, SET TRUE' END;
  END IF;`,
    ].join('\n  ');
  });
  // PostgreSQL 15 has inheritance as a property of the login, later ones of each grant.
  return `DO $$ DECLARE
  is_15 boolean := current_setting('server_version_num')::int < 160000;
BEGIN
  IF is_15 AND (SELECT rolinherit AND NOT rolsuper FROM pg_roles WHERE rolname = ${member}) THEN
    ALTER ROLE ${grantee} NOINHERIT;
  END IF;
  ${lines.join('\n  ')}
END $$;`;
}
