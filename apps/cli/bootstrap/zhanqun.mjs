// `pnpm zhanqun …`: the command line, installed and built when needed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, install, ROOT } from './prepare.mjs';

install();
build();
const envFile = path.join(ROOT, '.env');
const result = spawnSync(
  process.execPath,
  [
    ...(existsSync(envFile) ? [`--env-file=${envFile}`] : []),
    '--enable-source-maps',
    path.join(ROOT, 'apps/cli/build/zhanqun.js'),
    ...process.argv.slice(2),
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: process.argv[2] === 'bench' ? { ...process.env, BROWSER: findBrowser() } : process.env,
  },
);
process.exit(result.status ?? 1);
