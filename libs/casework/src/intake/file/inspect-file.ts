import { createHash } from 'node:crypto';
import { EncodingCheck } from './check-encoding.js';
import type { FileRefusal } from './file-refusal.js';
import type { ImportSource } from './import-source.js';
import { binaryRefusal, sniffFormat } from './sniff-format.js';

export interface InspectedFile {
  /** SHA-256 of the bytes. */
  hash: Buffer;
  bytes: number;
}

/** Reads a file once as a whole, so that one that cannot be read is refused before anything of it was taken in. */
export async function inspectFile(source: ImportSource): Promise<InspectedFile | { refusal: FileRefusal }> {
  const hash = createHash('sha256');
  const encoding = new EncodingCheck();
  let bytes = 0;
  for await (const chunk of source.open()) {
    if (bytes === 0 && chunk.length > 0) {
      const alien = sniffFormat(chunk);
      if (alien !== null) return { refusal: alien };
    }
    if (chunk.includes(0)) return { refusal: binaryRefusal() };
    bytes += chunk.length;
    hash.update(chunk);
    encoding.take(chunk);
  }
  const refusal = bytes === 0 ? sniffFormat(new Uint8Array()) : encoding.finish();
  return refusal === null ? { hash: hash.digest(), bytes } : { refusal };
}
