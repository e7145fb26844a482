// Builds the Remix application, then the door.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleServer } from '@zhanqun/config/bundle';

const here = import.meta.dirname;
const remix = path.join(path.dirname(createRequire(import.meta.url).resolve('@remix-run/dev/package.json')), 'dist/cli.js');
const result = spawnSync(process.execPath, [remix, 'vite:build', '--logLevel', 'error'], { cwd: here, stdio: 'inherit' });
if (result.status !== 0) process.exit(result.status ?? 1);
await bundleServer({ main: path.join(here, 'server/main.server.ts') }, path.join(here, 'build/server'));
