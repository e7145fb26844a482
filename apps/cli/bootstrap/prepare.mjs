// Installs and builds what is missing or older than its sources. Plain Node: nothing is installed when this runs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');
const MINIMUM = [20, 19];

function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  console.error(`需要 Node ${MINIMUM.join('.')} 或更新的版本，现在是 ${process.versions.node}。请升级 Node 后重试。`);
  process.exit(1);
}

/** Runs a command to its end; ends this process with its code when it fails. Standard output stays with what was asked for. */
function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: ['inherit', 2, 2], ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function pnpm(args) {
  const version = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).packageManager;
  // npm passes its own settings on as npm_* variables, which pnpm would take for its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_registry)/i.test(name)),
  );
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  run(npx, ['--yes', version, ...args], { env: { ...env, CI: 'true' }, shell: process.platform === 'win32' });
}

const SOURCES = ['apps', 'packages', 'prisma'];
const SKIPPED = new Set(['node_modules', 'build', 'generated', '.turbo', 'test-results']);

/** A fingerprint of the sources by name, size and time: quick enough for every start. */
function fingerprint() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (SKIPPED.has(entry.name)) continue;
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (!/\.(test|e2e)\.tsx?$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(full);
        hash.update(`${full}:${size}:${mtimeMs};`);
      }
    }
  };
  for (const folder of SOURCES) walk(path.join(ROOT, folder));
  return hash.update(readFileSync(path.join(ROOT, 'pnpm-lock.yaml'))).digest('hex');
}

function stamped(name, value, isThere, work) {
  const file = path.join(ROOT, '.cache', name);
  if (isThere && existsSync(file) && readFileSync(file, 'utf8') === value) return;
  work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, value);
}

export function install() {
  demandNode();
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'pnpm-lock.yaml')))
    .digest('hex');
  const isThere = existsSync(path.join(ROOT, 'node_modules/.modules.yaml'));
  stamped('installed', `${lock} ${process.versions.modules}`, isThere, () => {
    console.error('安装依赖…');
    pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--reporter=silent']);
  });
}

export function build() {
  const isBuilt = ['apps/web/build/server/main.js', 'apps/cli/build/zhanqun.js'].every((file) =>
    existsSync(path.join(ROOT, file)),
  );
  stamped('built', fingerprint(), isBuilt, () => {
    console.error('构建…');
    run(process.execPath, ['packages/db/scripts/generate.mjs']);
    run(
      path.join(ROOT, 'node_modules/.bin/turbo'),
      ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
      {
        env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      },
    );
  });
}
