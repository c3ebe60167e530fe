import { SignJWT } from 'jose';
import { residentBytes, startProgram } from '../program.ts';

const issuer = 'https://id.example.com/';
const audience = 'attacked-gateway';

/** Secrets that no attack may ever bring to light. */
export const secrets = {
  client: 'sandbox',
  jwt: 'MARK-jwt-secret-of-more-than-32-characters',
  router: 'MARK-router-secret-of-more-than-32-characters',
} as const;

/** A gateway in production configuration, in a process of its own, on a sandbox in another. */
export interface Target extends AsyncDisposable {
  readonly port: number;
  /** A good token of a caller that nobody else is; claims may be changed, and the key. */
  token(claims?: Readonly<Record<string, unknown>>, secret?: string): Promise<string>;
  /** Method calls that Cyclr has received so far. */
  upstreamCalls(): Promise<number>;
  /** Tokens that the gateway has for Cyclr are told to nobody: what Cyclr received, as a text. */
  received(): Promise<string>;
  /** What the gateway wrote. */
  readonly log: () => string;
  readonly isUp: () => boolean;
  /** In bytes; undefined where the system does not tell. */
  memory(): Promise<number | undefined>;
}

export async function startTarget(): Promise<Target> {
  await using children = new AsyncDisposableStack();
  const sandbox = children.use(await startProgram(['sandbox', '--port', '0', '--control'], {}));
  const gateway = children.use(
    await startProgram(['serve', '--port', '0'], {
      NODE_ENV: 'production',
      CYCLR_API_URL: sandbox.url,
      CYCLR_CLIENT_ID: 'sandbox',
      CYCLR_CLIENT_SECRET: secrets.client,
      AUTH_JWT_SECRET: secrets.jwt,
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      AUTH_ROUTER_SECRET: secrets.router,
    }),
  );
  const received = async () => (await fetch(`${sandbox.url}/sandbox/requests`)).text();
  let callers = 0;

  const open = children.move();
  return {
    port: Number(new URL(gateway.url).port),
    token: (claims, secret = secrets.jwt) => {
      callers += 1;
      return sign({ sub: `attacker-${callers}`, cyclr_account_id: 'demo-acme', ...claims }, secret);
    },
    received,
    async upstreamCalls() {
      const { counts } = JSON.parse(await received()) as { counts: Record<string, number> };
      return Object.entries(counts).reduce((sum, [path, count]) => sum + (path.includes('/methods/') ? count : 0), 0);
    },
    log: gateway.output,
    isUp: () => gateway.child.exitCode === null && gateway.child.signalCode === null,
    memory: () => residentBytes(gateway.child.pid),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function sign(claims: Readonly<Record<string, unknown>>, secret: string): Promise<string> {
  const standard = { iss: issuer, aud: audience, exp: Math.floor(Date.now() / 1000) + 3600 };
  return new SignJWT(JSON.parse(JSON.stringify({ ...standard, ...claims })) as Record<string, unknown>)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}
