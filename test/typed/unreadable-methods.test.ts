import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { doctor } from '../../src/commands/doctor.ts';
import { pull } from '../../src/commands/pull.ts';
import { sandboxAccount, sandboxCredentials, scenarioFromListing, startSandbox } from '../../src/sandbox/server.ts';
import { run, test } from './run.ts';

test('a method that cannot be read costs no other anything, and pull and doctor tell it', async ({ directory }) => {
  const listing = [
    {
      Id: 1,
      Name: 'List Contacts',
      MethodType: 'Action',
      MethodUniqueIdentifier: '3e5701e2-2db2-4f19-ba18-502cb637fc17',
      Parameters: [{ Id: -1, Name: 'Fields', TargetName: 'Fields', TargetType: 'MergeField', IsOptional: false }],
    },
    { Id: 2, Name: 'List Odd Things', RequestFields: [{ Id: 'secret marker', Name: 'Odd' }] },
  ];
  await using sandbox = await startSandbox({ scenario: scenarioFromListing(listing, 'Pulled') });
  const env = {
    PORT: '0',
    CYCLR_API_URL: sandbox.url,
    CYCLR_CLIENT_ID: sandboxCredentials.clientId,
    CYCLR_CLIENT_SECRET: sandboxCredentials.clientSecret,
    AUTH_ROUTER_SECRET: 'a secret of more than 32 characters',
  };
  const config = join(directory, 'config.json');
  await writeFile(config, JSON.stringify({ connectors: [{ connector: 'Pulled' }] }));
  const told = '1 method cannot be read and is left out: "List Odd Things" (2): RequestFields.0.Id is not as expected.';

  const account = ['--account', sandboxAccount];
  const pulled = await run(pull, ['--config', config, '--out', join(directory, 'catalogs'), ...account], env);
  expect(pulled).toMatchObject({ code: 0, err: '' });
  expect(pulled.out).toContain('1 methods of Pulled');
  expect(pulled.out).toContain(told);

  const examined = await run(doctor, account, env);
  expect(examined.code).toBe(0);
  expect(examined.out).toContain(`Pulled: ${told}`);
  const kinds = await run(doctor, [...account, '--kinds'], env);
  expect(kinds.out).toContain('Pulled: READ  "List Contacts": The name begins with "List" and nothing in it writes.');
  expect(examined.out).not.toContain('READ');
  expect(JSON.stringify([pulled, examined])).not.toContain('secret marker');
});
