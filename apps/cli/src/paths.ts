import path from 'node:path';

// apps/cli/build/zhanqun.js → repository
export const ROOT = path.resolve(import.meta.dirname, '../../..');
export const MIGRATIONS = path.join(ROOT, 'prisma/migrations');
