import { configDefaults, defineConfig } from 'vitest/config';

/** What must become so is waited for; a machine that does other work beside takes its time. */
const patient = { expect: { poll: { timeout: 20_000 } } };
// Where modules are not loaded anew for each file (`isolate: false`), no test may leave anything in them.
const noDatabase = { ...patient, environment: 'node' as const, testTimeout: 30_000 };

const tokens = ['packages/gm/test/pkcs11.test.ts', 'apps/server/test/seals/token-thread.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...noDatabase,
          name: 'packages',
          include: ['packages/*/{src,test}/**/*.test.ts', 'scenarios/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...tokens],
          isolate: false,
        },
      },
      {
        test: {
          ...patient,
          name: 'tokens',
          environment: 'node',
          // a token's library is loaded once a process and keeps the tokens it found: each file has a process of its own
          include: tokens,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...noDatabase,
          name: 'web',
          include: ['apps/web/test/**/*.test.ts', 'apps/web/src/**/*.test.ts{,x}'],
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'server',
          environment: 'node',
          include: [
            'apps/server/{src,test}/**/*.test.ts',
            'tests/architecture/**/*.test.ts',
            'tests/contract/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...tokens],
          globalSetup: ['tests/global-setup.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'journeys',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
    maxWorkers: 2,
  },
});
