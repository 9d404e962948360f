import { createHash } from 'node:crypto';

/** First 12 hex digits of SHA-256 over the texts, each with its length so that no two lists collide. */
export function contentHash(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest('hex').slice(0, 12);
}
