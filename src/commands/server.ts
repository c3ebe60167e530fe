import type { Config } from '../config/config.ts';
import { createDrain } from '../http/server/drain.ts';
import type { Service } from '../http/server/reloadable.ts';
import { createHttpServer } from '../http/server/server.ts';
import { closeUntaken } from '../http/server/taken.ts';
import { aborted, type Io } from './command.ts';
import { listen } from './listen.ts';

/**
 * Serves until the program is asked to end, and then until every request is answered.
 *
 * @param onListening Told of the URL.
 */
export async function serveUntilEnded(
  service: Pick<Service, 'listener' | 'retire'>,
  config: Config,
  { signal }: Pick<Io, 'signal'>,
  onListening: (url: string) => Promise<void> | void,
): Promise<void> {
  const server = createHttpServer(service.listener, config);
  closeUntaken(server, config.requestDeadlineMs + config.limits.answerMs);
  const drain = createDrain(server);
  await onListening(await startable(() => listen(server, config)));
  await aborted(signal);
  service.retire();
  drain.start();
  await passed(config.shutdownGraceMs);
  await drain.finish(config.requestDeadlineMs + 1000);
}

/** What opening gives. @throws Error which says that the gateway cannot start, and why */
export async function startable<Part>(open: () => Promise<Part>): Promise<Part> {
  try {
    return await open();
  } catch (cause) {
    throw new Error(`The gateway cannot start. ${(cause as Error).message}`, { cause });
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms === 0) resolve();
    else setTimeout(resolve, ms);
  });
}
