export { analyse } from './analyse.server';
export { type Database, type DatabaseOptions, openDatabase, type Scope, type Transaction } from './database.server';
export { asBusy, isUniqueViolation, sqlState } from './errors.server';
export { Prisma } from './generated/client';
export { databaseIdentity, type Migration, migrate, pendingMigrations, readMigrations } from './migrate.server';
export { type DatabaseRole, ROLE_NAMES, roleName, rolesSql } from './roles';
export { snapshotOf } from './snapshot.server';
