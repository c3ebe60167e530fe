/** The sandbox's memory over 100,000 calls: `node --expose-gc test/bench/sandbox-memory.ts`. */
import { startSandbox } from '../../src/sandbox/server.ts';
import { createSandboxClient } from '../audits/client.ts';

const calls = 100_000;
const path = 'account/connectors/1873/methods/6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11';

await using sandbox = await startSandbox();
const client = await createSandboxClient(sandbox);

const heap = () => {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 1e6).toFixed(1);
};

const round = async () => {
  for (let sent = 0; sent < calls / 10; sent += 50) {
    await Promise.all(
      Array.from({ length: 50 }, () => client.ask('POST', path, { body: { Parameters: { 400123: 'true' } } })),
    );
  }
};

process.stdout.write(`      0 calls  ${heap()} MB heap\n`);
for (let rounds = 1; rounds <= 10; rounds++) {
  await round();
  process.stdout.write(`${String((rounds * calls) / 10).padStart(7)} calls  ${heap()} MB heap\n`);
}
