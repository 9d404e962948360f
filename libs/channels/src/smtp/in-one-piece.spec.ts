import { Readable } from 'node:stream';
import { inOnePiece } from './in-one-piece.js';

describe('a mail in one piece', () => {
  it('is what its parts are, in their order, and is written at once', async () => {
    const parts = ['Subject: a\r\n', '\r\n', 'text\r\n'];
    const pieces = await inOnePiece(Readable.from(parts.map((part) => Buffer.from(part)))).toArray();
    expect(pieces.map(String)).toEqual([parts.join('')]);
  });

  it('fails as its parts do, and nothing of it is written', async () => {
    const broken = new Readable({
      read() {
        this.push('Subject: a\r\n');
        this.destroy(new Error('a part cannot be read'));
      },
    });
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const piece of inOnePiece(broken)) seen.push(piece);
    })();
    await expect(reading).rejects.toThrow('a part cannot be read');
    expect(seen).toEqual([]);
  });
});
