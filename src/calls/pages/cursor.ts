import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { badUserInput, type GatewayError } from '../../errors.ts';
import { canonicalJson, parseJson } from '../../json.ts';
import type { Secret } from '../../secret.ts';
import type { Chain } from './chain.ts';

/** What a cursor belongs to. It fits no other list. */
export interface ListIdentity {
  readonly account: string;
  readonly accountConnector: string;
  readonly method: string;
  /** The number of the method in the release. */
  readonly release: string;
  /** Without those of the page. */
  readonly inputs: unknown;
  readonly pageSize: unknown;
}

/** Makes cursors of places in lists, and reads them. */
export interface Cursors {
  seal(place: Chain, list: ListIdentity): string;
  /** Checks what can be checked before the method is known. @throws GatewayError `BAD_USER_INPUT` */
  open(cursor: string): OpenCursor;
}

export interface OpenCursor {
  /** @throws GatewayError `BAD_USER_INPUT` for another account or account connector than the cursor's */
  assertOf(list: Pick<ListIdentity, 'account' | 'accountConnector'>): void;
  /** @throws GatewayError `BAD_USER_INPUT` that says what is different */
  placeIn(list: ListIdentity): Chain;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** What is different, and how it is told. In the order in which it is checked. */
const differences: Readonly<Record<keyof ListIdentity, string>> = {
  account: 'is of another account',
  accountConnector: 'is of another account connector',
  method: 'is of another method',
  inputs: 'is of a call with other inputs',
  pageSize: 'is of a call with another page size',
  release: 'is of an earlier release of the connector',
};
const parts = Object.keys(differences) as (keyof ListIdentity)[];

/**
 * Cursors that only this gateway can make, and nobody else can read: the place that an application tells may hold a
 * token. AES-256-GCM, with a key that is derived of `secret`.
 *
 * @param longest the most characters of a cursor
 */
export function createCursors(secret: Secret, longest: number): Cursors {
  const key = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'cyclr-gateway cursors of pages', 32));

  return {
    seal(place, list) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = JSON.stringify([version, parts.map((part) => digestOf(list[part])), place]);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(cursor) {
      const opened = cursor.length <= longest ? unseal(cursor, key) : undefined;
      if (opened === undefined) throw refused('is not a cursor of this gateway, or not a whole one');
      const [made, digests, place] = opened;
      if (made !== version) throw refused('was made by another version of the gateway');
      const assertSame = (list: Partial<ListIdentity>) => {
        const other = parts.find((part, index) => part in list && digestOf(list[part]) !== digests[index]);
        if (other !== undefined) throw refused(differences[other]);
      };
      return {
        assertOf: assertSame,
        placeIn(list) {
          assertSame(list);
          return place;
        },
      };
    },
  };
}

type Sealed = readonly [version: number, digests: readonly string[], place: Chain];

/** Undefined for what this gateway has not made. */
function unseal(cursor: string, key: Buffer): Sealed | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (!/^[\w-]+$/.test(cursor) || bytes.length <= nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const text = decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    return parseJson(text) as unknown as Sealed;
  } catch {
    return undefined;
  }
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(value ?? null))
    .digest('base64url')
    .slice(0, 16);
}

function refused(what: string): GatewayError {
  const message = `"after" ${what}. Leave it out to begin again.`;
  return badUserInput('The pages cannot be read', [{ path: ['after'], message, suggestions: [] }]);
}
