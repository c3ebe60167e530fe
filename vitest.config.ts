import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // One graphql for our files and for Yoga's: with two, `instanceof GraphQLError` lies.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/needs.ts',
    testTimeout: 20_000,
  },
});
