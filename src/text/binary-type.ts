interface Signature {
  readonly type: string;
  /** In hexadecimal, two characters a byte; `..` for any byte. */
  readonly begins: string;
}

/** @see https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern for most of them */
const signatures: readonly Signature[] = [
  ['application/pdf', '255044462d'],
  ['application/postscript', '252150532d'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['image/gif', '47494638..61'],
  ['image/webp', '52494646........57454250'],
  ['image/tiff', '49492a00'],
  ['image/tiff', '4d4d002a'],
  ['image/x-icon', '00000100'],
  ['audio/wav', '52494646........57415645'],
  ['audio/ogg', '4f67675300'],
  ['video/mp4', '........66747970'],
  ['video/webm', '1a45dfa3'],
  ['application/zip', '504b0304'],
  ['application/zip', '504b0506'],
  ['application/gzip', '1f8b08'],
  ['application/x-7z-compressed', '377abcaf271c'],
  ['application/vnd.rar', '526172211a07'],
  ['application/x-bzip2', '425a68..314159265359'],
  ['application/x-ole-storage', 'd0cf11e0a1b11ae1'],
  ['application/vnd.sqlite3', '53514c69746520666f726d6174203300'],
  ['font/woff', '774f4646'],
  ['font/woff2', '774f4632'],
].map(([type = '', begins = '']) => ({ type, begins }));

/** By their first byte, because most bytes begin as none of them. */
const byFirst: readonly (readonly Signature[])[] = Array.from({ length: 256 }, (_none, code) => {
  const first = code.toString(16).padStart(2, '0');
  return signatures.filter(({ begins }) => begins.startsWith(first) || begins.startsWith('..'));
});

/** The type of bytes that begin as the common kinds of files do; undefined for all else, and for every text. */
export function binaryTypeOf(bytes: Buffer): string | undefined {
  const possible = byFirst[bytes[0] ?? 0] ?? [];
  const start = bytes.toString('hex', 0, 24);
  return possible.find(({ begins }) => startsWith(start, begins))?.type;
}

function startsWith(start: string, begins: string): boolean {
  if (start.length < begins.length) return false;
  for (let at = 0; at < begins.length; at++) {
    if (begins[at] !== '.' && begins[at] !== start[at]) return false;
  }
  return true;
}
