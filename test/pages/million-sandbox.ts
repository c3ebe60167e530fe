/** A sandbox in a process of its own, whose lists are long. Tells its URL to the process that started it. */
import { startSandbox } from '../../src/sandbox/server.ts';
import { scenarioOf } from './scenario.ts';
import { longLists } from './long-lists.ts';

const [count = '1000', few = '1000'] = process.argv.slice(2);
const sandbox = await startSandbox({ scenario: withRecords(Number(count), Number(few)) });
process.send?.({ url: sandbox.url });
process.once('disconnect', () => void sandbox[Symbol.asyncDispose]());

/** Made here: a scenario of a million records is larger than a file may be. */
function withRecords(many: number, fewer: number) {
  const scenario = scenarioOf({ methods: longLists, count: 0 });
  const records = (length: number) =>
    Array.from({ length }, (_one, index) => ({ Id: index + 1, Name: `Thing ${index + 1}` }));
  const [account] = scenario.accounts;
  const [first] = account?.accountConnectors ?? [];
  if (account === undefined || first === undefined) throw new Error('The scenario has no account connector.');
  return {
    ...scenario,
    accounts: [
      { ...account, accountConnectors: [{ ...first, records: { things: records(many), few: records(fewer) } }] },
    ],
  };
}
