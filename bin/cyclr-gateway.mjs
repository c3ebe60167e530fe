#!/usr/bin/env node
// Plain JavaScript that old versions of Node understand too: src/cli.ts is TypeScript, on which they fail with a stack trace.
import module from 'module';
import { fileURLToPath } from 'url';
import { isNewEnough } from './needs-node.mjs';

if (isNewEnough) {
  // Starts take a third less CPU with what earlier ones compiled. Not in the folder for temporary files, which is Node's default: on a machine of several users another one could put code there.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/cyclr-gateway', import.meta.url)));
  await import('../src/cli.ts');
}
