import { crc32, deflateSync } from 'node:zlib';

const made = new Map<string, string>();
const side = 16;

/** A data URI as it is; a colour as a plain PNG of that colour; null for none. */
export function iconOf(icon: string | null | undefined): string | null {
  if (icon === null || icon === undefined) return null;
  const colour = /^#([\da-f]{6})$/i.exec(icon)?.[1];
  if (colour === undefined) return icon;
  const uri = made.get(colour) ?? `data:image/png;base64,${plainPng(colour).toString('base64')}`;
  made.set(colour, uri);
  return uri;
}

function plainPng(colour: string): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.of(0), ...Array.from({ length: side }, () => Buffer.from(colour, 'hex'))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(name, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
}
