// Says which Node is needed, where this one is older: as a program, and for the program beside it. Plain JavaScript that old
// versions of Node understand too.
import { readFileSync } from 'fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

export const isNewEnough = !isOlder(process.versions.node, needed);

if (!isNewEnough) {
  process.stderr.write(
    'cyclr-gateway needs Node ' +
      needed +
      ' or newer, but this is Node ' +
      process.versions.node +
      ': install it from https://nodejs.org/en/download, or run "npm ci" without --omit=dev and --ignore-scripts: that brings it, for the commands that npm runs.\n',
  );
  process.exitCode = 1;
}

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = than.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
