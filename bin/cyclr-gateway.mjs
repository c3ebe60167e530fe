#!/usr/bin/env node
// Plain JavaScript that old versions of Node understand too: src/cli.ts is TypeScript, on which they fail with a stack trace.
import { readFileSync } from 'fs';
import module from 'module';
import { fileURLToPath } from 'url';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

if (isOlder(process.versions.node, needed)) {
  process.stderr.write(
    'cyclr-gateway needs Node ' +
      needed +
      ' or newer, but this is Node ' +
      process.versions.node +
      ': install it from https://nodejs.org/en/download, or run "npm ci" without --omit=dev, which brings it for "npm start".\n',
  );
  process.exitCode = 1;
} else {
  // Starts take a third less CPU with what earlier ones compiled. Not in the folder for temporary files, which is Node's default: on a machine of several users another one could put code there.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/cyclr-gateway', import.meta.url)));
  await import('../src/cli.ts');
}

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = than.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
