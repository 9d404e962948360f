import type { Answer } from './portal.visitor.js';

/** Anything that tells of the seeded debtor, their debt or their creditor. */
export const PERSONAL =
  /Energia|Wiśniewska|KR\/2026|Faktura|1.?234|PLN|zł|00-950|Przykład S\.A\.|11 listopada/;

/** What every page of the portal carries, whoever sees it. */
export function expectSafe(answer: Answer): void {
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
  expect(answer.headers['x-robots-tag']).toContain('noindex');
  expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  expect(answer.body).not.toMatch(/<script|javascript:|\bon\w+="/i);
}
