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

/** SQL that makes the roles: run by the migration runner, or by a DBA where we may not create roles. */
export function rolesSql(databaseName: string, login = 'SESSION_USER'): string {
  const lines = ROLE_NAMES.map((role) => {
    const name = roleName(databaseName, role);
    return [
      `IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name} NOLOGIN; END IF;`,
      // A superuser needs no membership, and on PostgreSQL 15 a creator has it by having CREATEROLE only after this.
      `IF NOT pg_has_role(${login === 'SESSION_USER' ? 'session_user' : `'${login}'`}, '${name}', 'MEMBER')
       OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = ${login === 'SESSION_USER' ? 'session_user' : `'${login}'`}) THEN
      GRANT ${name} TO ${login}; END IF;`,
    ].join('\n  ');
  });
  return `DO $$ BEGIN\n  ${lines.join('\n  ')}\nEND $$;`;
}
