import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const ROOT = path.resolve(import.meta.dirname, '../../..');

interface SchemaEngine {
  diff(params: object): Promise<{ stdout: string | null }>;
}

type Glue = { SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<SchemaEngine> } };

/** The engine's own loader expects a bundler that resolves `.wasm` imports; in Node the module is wired by hand, once. */
let loaded: Promise<Glue> | undefined;
async function loadGlue(): Promise<Glue> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue = await import(path.join(folder, 'schema_engine_bg.js'));
  const module = new WebAssembly.Module(readFileSync(path.join(folder, 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return glue;
}

async function loadEngine(database: PGlite): Promise<SchemaEngine> {
  loaded ??= loadGlue();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database));
  return (await loaded).SchemaEngine.new({ datamodels: datamodel() }, () => undefined, adapter);
}

function datamodel(): [string, string][] {
  const folder = path.join(ROOT, 'prisma');
  return ['schema.prisma', ...readdirSync(path.join(folder, 'models')).map((name) => `models/${name}`)].map((name) => [
    path.join(folder, name),
    readFileSync(path.join(folder, name), 'utf8'),
  ]);
}

/** SQL that turns the given database into what the model files say; empty when they agree. */
export async function schemaDiff(database: PGlite): Promise<string> {
  const engine = await loadEngine(database);
  const files = datamodel().map(([file, content]) => ({ path: file, content }));
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: ROOT },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return (result.stdout ?? '').trim();
}
