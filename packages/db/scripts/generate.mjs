// Generates the Prisma client. The CLI insists on a schema engine binary that `generate` never runs, and would
// download one; naming any executable keeps it offline.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const output = path.join(root, 'packages/db/src/generated');
const models = ['schema.prisma', ...readdirSync(path.join(root, 'prisma/models')).map((name) => `models/${name}`)];
const newest = Math.max(...models.map((name) => statSync(path.join(root, 'prisma', name)).mtimeMs));
const stamp = path.join(output, 'client.ts');

if (!existsSync(stamp) || statSync(stamp).mtimeMs < newest || process.argv.includes('--force')) {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const result = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
  if (result.status !== 0) {
    console.error(result.stderr);
    process.exit(result.status ?? 1);
  }
}
