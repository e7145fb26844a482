/** The roles work happens in. See prisma/migrations/*_tenancy for what each may do. */
export const ROLE_NAMES = ['rest', 'visitor', 'tenant', 'staff', 'platform', 'keeper', 'counter', 'sealer'] as const;
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
 * inherits nothing, else the policies of all roles would hold for it at once. Since PostgreSQL 16 each grant says so;
 * in 15 inheritance is a property of a role, so the login stands behind a gate that has it not.
 */
export function rolesSql(databaseName: string, login?: string): string {
  const member = login === undefined ? 'session_user' : `'${login.replaceAll("'", "''")}'`;
  const grantee = login === undefined ? 'SESSION_USER' : `"${login.replaceAll('"', '""')}"`;
  const gate = `${roleName(databaseName, 'rest')}_gate`;
  const make = (name: string, kind: string) =>
    `IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name} ${kind}; END IF;`;
  const names = ROLE_NAMES.map((role) => roleName(databaseName, role));
  const direct = names.map(
    (name) => `IF NOT pg_has_role(${member}, '${name}', 'SET') THEN
      EXECUTE 'GRANT ${name} TO ${grantee.replaceAll("'", "''")} WITH INHERIT FALSE, SET TRUE';
    END IF;`,
  );
  const throughGate = names.map(
    (name) => `IF NOT pg_has_role('${gate}', '${name}', 'MEMBER') THEN GRANT ${name} TO ${gate}; END IF;`,
  );
  return `DO $$ BEGIN
  ${names.map((name) => make(name, 'NOLOGIN')).join('\n  ')}
  IF current_setting('server_version_num')::int < 160000 THEN
    ${make(gate, 'NOLOGIN NOINHERIT')}
    ${throughGate.join('\n    ')}
    IF NOT pg_has_role(${member}, '${gate}', 'MEMBER') THEN GRANT ${gate} TO ${grantee}; END IF;
  ELSE
    ${direct.join('\n    ')}
  END IF;
END $$;`;
}
