/** Why a connection failed and where to look; undefined for an error that is not of a connection. */
export function networkCauseOf(error: unknown): string | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 10; one = innerOf(one), depth++) {
    const cause = causeOf(one);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

/** The error behind another; the first of several tries. */
function innerOf(error: Error): unknown {
  return error.cause ?? (error instanceof AggregateError ? (error.errors[0] as unknown) : undefined);
}

function causeOf(error: Error): string | undefined {
  const code = codeOf(error);
  const known = byCode[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return `TLS fails (${code}): the certificate is not trusted or is for another host. NODE_EXTRA_CA_CERTS adds an authority of your own`;
  }
  // A DOMException of undici, and what ioredis says of a command.
  if (error.name === 'TimeoutError' || error.message === 'Command timed out') return timedOut;
  if (error.message.startsWith('Unknown RESP type')) return 'what answers there is not Redis; check REDIS_URL';
  if (error.message === 'bad port') return 'the port is forbidden for HTTP by the Fetch standard; use another one';
  return undefined;
}

/** Its code as Node has it; a DOMException has a number in its place. */
function codeOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}

const timedOut = 'no answer in time: a firewall drops the connection, or the server hangs';
const unresolved = 'the host name cannot be resolved (DNS); check its spelling and the resolver of this machine';
const unreachable = 'there is no route to the host; check the network of this machine';

const byCode: Readonly<Partial<Record<string, string>>> = {
  ECONNREFUSED: 'the connection is refused: nothing listens on that port, or a firewall rejects it',
  ECONNRESET:
    'the connection was closed without an answer; a server that speaks another protocol does that, such as TLS for plain',
  UND_ERR_SOCKET:
    'the connection was closed without an answer; a server that speaks another protocol does that, such as TLS for plain',
  EPROTO: 'TLS fails: the server does not speak it on that port',
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: timedOut,
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
};
