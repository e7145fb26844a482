// `npm test`: lint, types, unit, database (embedded and PostgreSQL) and browser tests; everything they need is
// installed first. Ends with one line "N passed, N failed" over all of them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, install, ROOT } from './prepare.mjs';

const RESULTS = path.join(ROOT, 'test-results');
let passed = 0;
let failed = 0;
/** Said again at the end, where a long output is cut. */
const faults = [];

function count(name, ok) {
  if (ok) passed += 1;
  else {
    failed += 1;
    faults.push(name);
  }
  console.log(`${ok ? '✓' : '✗'} ${name}`);
}

function bin(name) {
  return path.join(ROOT, 'node_modules/.bin', name);
}

function check(name, command, args) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  count(name, result.status === 0);
}

/** One Vitest project; its own counts are added to the sum. A project that ran no test has failed. */
function suite(name, project, env = {}) {
  console.log(`\n— ${name}`);
  const file = path.join(RESULTS, `${name.replace(/\W+/g, '-')}.json`);
  const result = spawnSync(
    bin('vitest'),
    ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  passed += report?.numPassedTests ?? 0;
  failed += report?.numFailedTests ?? 0;
  for (const { assertionResults } of report?.testResults ?? []) {
    const bad = assertionResults.filter(({ status }) => status === 'failed');
    faults.push(...bad.map(({ fullName }) => `${name}: ${fullName}`));
  }
  const isComplete = result.status === 0 && (report?.numPassedTests ?? 0) > 0;
  if (!isComplete && !report?.numFailedTests) {
    failed += 1;
    faults.push(`${name}: did not end well`);
  }
}

install();
const browser = findBrowser();
build();
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
check('types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
suite('unit', 'unit');
suite('database embedded', 'db');
suite('database PostgreSQL', 'db', { TEST_DATABASE: 'postgres' });
suite('browser', 'e2e', { BROWSER: browser });
if (spawnSync('nginx', ['-v']).error && process.env.TEST_NGINX !== '1') {
  console.log('\n— nginx: not run, there is no nginx on this machine (apt-get install nginx, then pnpm test:nginx)');
} else {
  suite('nginx', 'nginx');
}

for (const fault of faults) console.log(`✗ ${fault}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
