import type { ConnectorMethod } from '../connectors/method.ts';
import { parseLocation } from '../connectors/location.ts';
import type { Answer } from '../cyclr/answer.ts';
import { fileNameOf } from '../text/file-name.ts';
import { binaryTypeOf } from '../text/binary-type.ts';

/** An answer as a file: the bytes as they came, after decompression. */
export interface ResponseFile {
  /** As declared, with its parameters; else what the first bytes tell; undefined where neither does. */
  readonly contentType: string | undefined;
  /** Without folders; undefined where the app gives none, or Cyclr does not relay it. */
  readonly name: string | undefined;
  /** In bytes. */
  readonly size: number;
  /** Without a byte order mark, and otherwise as it came; undefined where the bytes are no text. */
  text(): string | undefined;
  base64(): string;
}

export function toFile(answer: Answer): ResponseFile {
  const { contentType, size, bytes, headers } = answer;
  return {
    contentType: contentType === '' ? binaryTypeOf(bytes) : contentType,
    name: fileNameOf(headers['content-disposition'], contentType),
    size,
    text: () => answer.text(),
    base64: () => bytes.toString('base64'),
  };
}

/** Whether the whole answer is one value, so that an HTML page can be that value. */
export function answersWhole(method: Pick<ConnectorMethod, 'responseFields'> | undefined): boolean {
  const [only, ...others] = method?.responseFields ?? [];
  return only !== undefined && others.length === 0 && parseLocation(only.location).length === 0;
}

/** Whether the method downloads: its whole answer is a file. */
export function isDownload(method: Pick<ConnectorMethod, 'responseFields'> | undefined): boolean {
  return answersWhole(method) && method?.responseFields[0]?.dataType === 'File';
}

/** Whether the app says that the answer is to be saved. Some apps say so of every answer, data too. */
export function isAttachment({ headers }: Answer): boolean {
  return /^\s*attachment\b/i.test(headers['content-disposition'] ?? '');
}
