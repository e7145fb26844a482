import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** From the ground up. A package imports from its own layer only along the listed edges, never upward. */
const LAYERS = [
  ['kit', 'config'],
  ['chinese', 'db', 'documents', 'ui'],
  [
    'access',
    'checks',
    'tenancy',
    'audit',
    'auth',
    'publishing',
    'search',
    'jobs',
    'deployment',
    'rate-limits',
    'notices',
  ],
  [
    'accounts',
    'articles',
    'columns',
    'imports',
    'media',
    'pages',
    'partners',
    'review',
    'sharing',
    'sites',
    'statistics',
    'templates',
  ],
  ['provisioning'],
  ['web', 'cli'],
];
const FEATURE_EDGES = [
  'articles → columns',
  'articles → review',
  'articles → statistics',
  'imports → articles',
  'imports → columns',
  'imports → media',
  'imports → review',
  'pages → columns',
  'sharing → articles',
  'sharing → columns',
  'sharing → review',
  'sites → columns',
  'sites → pages',
  'sites → review',
  'sites → templates',
  'templates → columns',
  'templates → pages',
  'templates → review',
];
/** The benchmark renders pages as the web process does. */
const APP_EDGES = ['cli → web'];
const PLATFORM_EDGES = [
  'audit → tenancy',
  'auth → tenancy',
  'checks → access',
  'checks → audit',
  'checks → tenancy',
  'publishing → access',
  'publishing → audit',
  'publishing → tenancy',
  'search → access',
  'search → audit',
  'search → jobs',
  'search → tenancy',
  'deployment → tenancy',
  'rate-limits → tenancy',
  'jobs → tenancy',
  'notices → access',
  'notices → audit',
  'notices → jobs',
  'notices → tenancy',
];
/** For tests only; reaches up to make its group of sites. */
const TESTING = 'testing';

interface Import {
  file: string;
  owner: string;
  from: string;
  isType: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (/^(node_modules|build|generated)$/.test(name)) return [];
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) return sources(full);
    return /\.(ts|tsx|mjs)$/.test(name) ? [full] : [];
  });
}

const FOLDERS = ['packages', 'apps'].flatMap((top) =>
  readdirSync(path.join(ROOT, top)).map((name) => path.join(top, name)),
);
const FILES = FOLDERS.flatMap((folder) => sources(path.join(ROOT, folder)));
const isTest = (file: string) => /\.test\.tsx?$|\/(test|e2e)\/|\/testing\.ts$|^packages\/testing\//.test(file);

const IMPORTS: Import[] = FILES.flatMap((full) => {
  const file = path.relative(ROOT, full);
  const owner = file.split(path.sep)[1] ?? '';
  const text = readFileSync(full, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
  );
  return [...found].map((match) => ({
    file,
    owner,
    from: match[1] ?? match[2] ?? match[3] ?? '',
    isType: /^\s*(import|export) type /.test(match[0]),
  }));
});

const layerOf = (name: string) => LAYERS.findIndex((layer) => layer.includes(name));

describe('the house', () => {
  it('gives every package and app a layer', () => {
    const names = FOLDERS.map((folder) => path.basename(folder)).filter((name) => name !== TESTING);
    expect(names.filter((name) => layerOf(name) < 0)).toEqual([]);
  });

  it('lets nobody import upward, and sideways only along the listed edges', () => {
    const wrong = new Set<string>();
    for (const { file, owner, from } of IMPORTS) {
      const target = /^@zhanqun\/([a-z-]+)/.exec(from)?.[1];
      if (!target || target === owner || isTest(file) || owner === TESTING || target === 'config') continue;
      const edge = `${owner} → ${target}`;
      const isDown = layerOf(target) < layerOf(owner);
      if (!isDown && ![...FEATURE_EDGES, ...PLATFORM_EDGES, ...APP_EDGES].includes(edge))
        wrong.add(`${edge} in ${file}`);
    }
    expect([...wrong]).toEqual([]);
  });

  it('lists no edge that nobody uses', () => {
    const used = new Set(IMPORTS.map(({ owner, from }) => `${owner} → ${/^@zhanqun\/([a-z-]+)/.exec(from)?.[1]}`));
    expect([...FEATURE_EDGES, ...PLATFORM_EDGES, ...APP_EDGES].filter((edge) => !used.has(edge))).toEqual([]);
  });

  it('has every import declared by the package that makes it', () => {
    const missing = new Set<string>();
    for (const { file, owner, from } of IMPORTS) {
      if (from.startsWith('.') || from.startsWith('node:') || builtinModules.includes(from)) continue;
      const name = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : (from.split('/')[0] ?? '');
      const folder = FOLDERS.find((one) => path.basename(one) === owner) ?? '';
      const manifest = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
      const declared = { ...manifest.dependencies, ...manifest.devDependencies };
      // The root declares what only tests use: a package that tests itself with the group of sites would close a circle.
      const isAtRoot = name === 'vitest' || name === 'vite' || name === '@zhanqun/testing';
      if (name !== manifest.name && !declared[name] && !(isAtRoot && isTest(file))) missing.add(`${name} in ${file}`);
    }
    expect([...missing]).toEqual([]);
  });

  it('names Prisma only in packages/db', () => {
    const wrong = IMPORTS.filter(({ owner, from }) => owner !== 'db' && /@prisma\/|generated\/client/.test(from));
    expect(wrong).toEqual([]);
  });

  it('imports lucia only in packages/auth', () => {
    expect(IMPORTS.filter(({ owner, from }) => owner !== 'auth' && from === 'lucia')).toEqual([]);
  });

  it("keeps Remix's own links, forms and redirects out of public pages", () => {
    const wrong = FILES.filter((full) => full.includes('/app/public/')).filter((full) =>
      /\b(Link|NavLink|Form|redirect)\b[^;]*from '@remix-run/.test(readFileSync(full, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  it('has no drawer without a name', () => {
    const drawers = FILES.filter((full) =>
      /\/(utils|helpers|common|misc|lib|core|v2)(\/|\.)/.test(path.relative(ROOT, full)),
    );
    expect(drawers.map((full) => path.relative(ROOT, full))).toEqual([]);
  });

  it('keeps files readable: none has more than 400 lines, but for generated suites', () => {
    const long = FILES.filter((full) => !isTest(path.relative(ROOT, full)))
      .map((full) => [path.relative(ROOT, full), readFileSync(full, 'utf8').split('\n').length] as const)
      .filter(([file, lines]) => lines > 400 && !file.includes('/demonstration/texts/'));
    expect(long).toEqual([]);
  });

  it('lets server files be imported only by server files, routes and tests', () => {
    const wrong = IMPORTS.filter(({ file, from, isType }) => {
      if (isType || !/\.server$/.test(from) || isTest(file)) return false;
      return (
        !/\.server\.ts$|\/server\.ts$|\/(server|scripts)\//.test(file) &&
        !file.startsWith('apps/') &&
        !file.startsWith('packages/db/')
      );
    }).map(({ file, from }) => `${from} in ${file}`);
    expect(wrong).toEqual([]);
  });
});

describe('the way in', () => {
  it('writes every setting of the code into .env.example', () => {
    const example = readFileSync(path.join(ROOT, '.env.example'), 'utf8');
    const settings = readFileSync(path.join(ROOT, 'packages/deployment/src/settings.server.ts'), 'utf8');
    const named = new Set([...settings.matchAll(/env\.([A-Z_]+)/g)].map((match) => match[1] ?? ''));
    expect([...named].filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(example))).toEqual([]);
  });

  it('has a README at the front door and in every feature', () => {
    const features = LAYERS[3] ?? [];
    const places = ['README.md', ...features.map((name) => `packages/${name}/README.md`)];
    expect(places.filter((place) => !existsSync(path.join(ROOT, place)))).toEqual([]);
  });
});
