import { isIPv6 } from 'node:net';

/** A host without the brackets that an IPv6 address has in a URL: `[::1]` is `::1`. */
export function withoutBrackets(host: string): string {
  const inner = /^\[(.*)\]$/.exec(host)?.[1];
  return inner !== undefined && isIPv6(inner) ? inner : host;
}

/** A host as it stands in a URL: an IPv6 address gets brackets. */
export function inUrl(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** Whether only this machine can reach a host. Takes IPv6 addresses with brackets and without. */
export function isLoopback(host: string): boolean {
  const plain = withoutBrackets(host);
  if (plain === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(plain)) return true;
  // A URL has one spelling of an address: `0:0:0:0:0:0:0:1` is `[::1]`, `::ffff:127.0.0.1` is `[::ffff:7f00:1]`.
  return (
    isIPv6(plain) && /^\[::(?:1|ffff:7f[\da-f]{2}:[\da-f]{1,4})\]$/.test(URL.parse(`http://[${plain}]`)?.hostname ?? '')
  );
}

/** Whether a text is a URL that credentials may be sent to: https, or http on loopback, and nothing but a path after the host. */
export function isSafeUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}
