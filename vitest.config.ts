import { defineConfig } from 'vitest/config';

const shared = { environment: 'node' as const };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['packages/**/*.test.{ts,tsx}', 'apps/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/*.e2e.test.ts', '**/*.nginx.test.ts', '**/node_modules/**', '**/build/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'db',
          include: ['packages/**/*.db.test.ts', 'apps/**/*.db.test.ts'],
          exclude: [
            '**/node_modules/**',
            '**/build/**',
            // Of the embedded database alone, whichever the others run on.
            ...(process.env.TEST_DATABASE === 'postgres' ? ['packages/db/test/embedded.db.test.ts'] : []),
          ],
          globalSetup: ['packages/testing/src/global-setup.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: 'forks',
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['apps/**/*.e2e.test.ts'],
          globalSetup: ['apps/web/e2e/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          pool: 'forks',
        },
      },
      {
        test: {
          ...shared,
          name: 'nginx',
          include: ['apps/**/*.nginx.test.ts'],
          globalSetup: ['apps/web/e2e/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          pool: 'forks',
          fileParallelism: false,
        },
      },
    ],
  },
});
