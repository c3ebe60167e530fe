/** A gateway as a process of its own, to be killed: `replica.ts SANDBOX_URL REDIS_SOCKET`. Prints its port. */
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { parseConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { Secret } from '../../src/secret.ts';
import { silentLog } from '../../src/telemetry/log.ts';
import { replicaVariables } from './replica-variables.ts';

const [, , url = '', socket = ''] = process.argv;
// What a killed gateway leaves in progress is uncertain five seconds after its deadline.
const config = { ...parseConfig(replicaVariables(url, '2000')), redisUrl: new Secret(socket) };
const gateway = await createGateway(config, { log: silentLog });
const server = createServer(gateway.listener);
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
