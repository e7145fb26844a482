import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDeployment, readSettings } from '@zhanqun/deployment/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RenewalReport, runRenewal } from '../../cli/src/bench/renewal/run';

const ROOT = path.resolve(import.meta.dirname, '../../..');

let dataDir: string;
let report: RenewalReport;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-renewal-'));
  cpSync(inject('cityFolder'), dataDir, { recursive: true });
  const settings = readSettings({ DATA_DIR: dataDir }, ROOT);
  const deployment = await openDeployment(settings, 'server', path.join(ROOT, 'prisma/migrations'));
  try {
    report = await runRenewal(deployment, {
      changes: 60,
      sites: 2,
      homes: 40,
      interval: 30,
      sample: 5,
      seed: 20261122,
      folder: dataDir,
    });
  } finally {
    await deployment.close();
  }
}, 900_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('after random changes by the real commands', () => {
  it('every page that is still kept is what would be rendered now, byte for byte', () => {
    expect(report.stale).toEqual([]);
    expect(report.compared).toBeGreaterThan(500);
  });

  it('pages of other sites were dropped only where they show what changed', () => {
    expect(report.total.dropped).toBeGreaterThan(100);
    expect(report.total.elsewhereSame / Math.max(1, report.total.elsewhere)).toBeLessThanOrEqual(0.05);
  });
});
