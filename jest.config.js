/** Unit and integration tests run from the TypeScript sources, each database a clone of its own. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testSequencer: '<rootDir>/test/setup/longest-first.mjs',
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/test/setup/begin.mjs',
  globalTeardown: '<rootDir>/test/setup/end.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^#apps/(.+)$': '<rootDir>/apps/$1/src/index.ts',
    '^#([a-z]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*(?<!\\.json))\\.js$': '$1',
  },
  // The long stories wait for processes of their own more than they work: beside them a second worker has room.
  maxWorkers: 2,
  // Each test file leaves its modules behind; a worker that has grown too large is replaced.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
};
