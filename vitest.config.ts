import { defineConfig } from 'vitest/config';
import { conformance, filesOf, type Suite } from './test/suites.ts';

export default defineConfig({
  resolve: {
    // One graphql for our files and for Yoga's: with two, `instanceof GraphQLError` lies.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    reporters: process.env['CI'] ? ['default'] : ['dot'],
    // Vitest would leave one core to itself, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      suite('pure', { isolate: false, testTimeout: 30_000 }),
      suite('front-door', { isolate: false, testTimeout: 60_000 }),
      // In CI once more, with every request answered the way of unusual ones.
      ...(process.env['CI']
        ? [
            suite(
              'front-door',
              { isolate: false, testTimeout: 60_000 },
              { name: 'without-entry', include: [...conformance] },
            ),
          ]
        : []),
      suite('outside', { isolate: true, testTimeout: 180_000, globalSetup: 'test/needs.ts' }),
    ],
  },
});

interface SuiteOptions {
  /** Whether each file has a worker of its own. Starting one takes about a second. */
  readonly isolate: boolean;
  /** For one test or hook, in milliseconds: many times what it takes, because a busy machine is slow. */
  readonly testTimeout: number;
  readonly globalSetup?: string;
}

interface Instead {
  readonly name?: string;
  readonly include?: string[];
}

function suite(of: Suite, options: SuiteOptions, { name = of, include = filesOf(of) }: Instead = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      env: name === 'without-entry' ? { GATEWAY_ENTRY: 'off' } : {},
      hookTimeout: options.testTimeout,
      expect: { poll: { timeout: options.testTimeout / 2 } },
      ...options,
    },
  };
}
