import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PACKAGES = path.resolve(import.meta.dirname, '../../../packages');

/** The functions that a file of a package exports, by their names. */
export function exportedIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1] ?? '');
}

/** The exported functions of every package's files in this folder of it that are meant. */
export function exportedByPackages(folder: string, isMeant: (file: string) => boolean): string[] {
  return readdirSync(PACKAGES).flatMap((name) => {
    const inside = path.join(PACKAGES, name, folder);
    const files = existsSync(inside) ? readdirSync(inside).filter(isMeant) : [];
    return files.flatMap((file) => exportedIn(path.join(inside, file)));
  });
}
