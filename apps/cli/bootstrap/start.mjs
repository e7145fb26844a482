// `npm start`: everything from a fresh clone to a running city; seconds when all is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, install, ROOT } from './prepare.mjs';

install();
build();
const envFile = path.join(ROOT, '.env');
const server = spawn(
  process.execPath,
  [...(existsSync(envFile) ? [`--env-file=${envFile}`] : []), '--enable-source-maps', 'apps/web/build/server/main.js'],
  { cwd: ROOT, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
