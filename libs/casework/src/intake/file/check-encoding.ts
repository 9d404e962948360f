import { type FileRefusal, refusal } from './file-refusal.js';

/** What Node's decoder throws for bytes that are no UTF-8. */
const INVALID_DATA = 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** Polish letters as single bytes that the other legacy encoding does not use for one. */
const ONLY_WINDOWS_1250 = new Set([0xa5, 0xb9, 0x8c, 0x9c, 0x8f, 0x9f]);
const ONLY_ISO_8859_2 = new Set([0xa1, 0xb1, 0xa6, 0xb6, 0xac, 0xbc]);

/**
 * Reads through a file as UTF-8, keeping nothing, and says at which line it stops being that. Files from Polish
 * desktops are most often in windows-1250: it is recognised and named, since guessing would garble names.
 */
export class EncodingCheck {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lines = 1;
  private windows = 0;
  private iso = 0;
  private brokenAt: number | null = null;

  /** Takes the next piece of the file. */
  take(chunk: Uint8Array): void {
    if (this.brokenAt === null) {
      try {
        this.decoder.decode(chunk, { stream: true });
      } catch (error) {
        this.breaks(chunk, error);
      }
    }
    if (this.brokenAt === null) this.lines += countLines(chunk);
    else this.countLegacyLetters(chunk);
  }

  /** The verdict, once the whole file was taken. */
  finish(): FileRefusal | null {
    if (this.brokenAt === null) {
      try {
        this.decoder.decode();
        return null;
      } catch (error) {
        this.breaks(new Uint8Array(), error);
      }
    }
    const from = `the file is not UTF-8 from line ${this.brokenAt} on`;
    if (this.windows > this.iso) return legacy('windows-1250', from);
    if (this.iso > 0) return legacy('iso-8859-2', from);
    return refusal('not-utf-8', from, 'save it as CSV in UTF-8 and send it again');
  }

  private countLegacyLetters(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte < 0x80) continue;
      if (ONLY_WINDOWS_1250.has(byte)) this.windows += 1;
      if (ONLY_ISO_8859_2.has(byte)) this.iso += 1;
    }
  }

  private breaks(chunk: Uint8Array, error: unknown): void {
    if ((error as { code?: string }).code !== INVALID_DATA) throw error;
    this.brokenAt = this.lines + newlinesBeforeFault(chunk);
  }
}

function legacy(encoding: 'windows-1250' | 'iso-8859-2', from: string): FileRefusal {
  return refusal(
    encoding,
    `${from}; by its Polish letters it is in ${encoding}`,
    `save it as "CSV UTF-8" in Excel, or run: iconv -f ${encoding.toUpperCase()} -t UTF-8 old.csv > new.csv`,
  );
}

function countLines(chunk: Uint8Array): number {
  let lines = 0;
  for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

/** Line feeds of the chunk before the line that does not decode. */
function newlinesBeforeFault(chunk: Uint8Array): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let passed = 0; ; passed += 1) {
    const end = chunk.indexOf(0x0a, start);
    try {
      strict.decode(chunk.subarray(start, end === -1 ? chunk.length : end));
    } catch {
      // A letter split between two chunks may also fail here: the line is the first of the chunk then, which is right.
      return passed;
    }
    if (end === -1) return passed;
    start = end + 1;
  }
}
