// Builds the Remix application, then the door.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { bundleServer } from '@zhanqun/config/bundle';

const here = import.meta.dirname;
const remix = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@remix-run/dev/package.json')),
  'dist/cli.js',
);
const result = spawnSync(process.execPath, [remix, 'vite:build', '--logLevel', 'error'], {
  cwd: here,
  stdio: 'inherit',
});
if (result.status !== 0) process.exit(result.status ?? 1);
await bundleServer(
  { main: path.join(here, 'server/main.server.ts'), export: path.join(here, 'server/export.server.ts') },
  path.join(here, 'build/server'),
);

// Scripts and style sheets lie compressed beside themselves; the door sends what a client takes.
const client = path.join(here, 'build/client');
for (const entry of readdirSync(client, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue;
  const file = path.join(entry.parentPath, entry.name);
  const bytes = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(bytes));
  writeFileSync(`${file}.gz`, gzipSync(bytes));
}
