import { domainToASCII } from 'node:url';

export type EmailFault = 'empty' | 'not-an-address' | 'too-long' | 'invalid-domain';

export type EmailResult =
  | { readonly ok: true; readonly address: string; readonly domain: string }
  | { readonly ok: false; readonly reason: EmailFault };

/** Unquoted local part of RFC 5322, dots only between characters. Quoted ones exist on paper only. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
/** RFC 5321, 4.5.3.1. */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

/**
 * Reads an e-mail address and gives its one canonical form: lower case throughout (no mailbox provider tells
 * case apart, and suppressions must not depend on it), the domain in ASCII.
 */
export function normaliseEmail(text: string): EmailResult {
  const trimmed = text
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  if (trimmed === '') return fault('empty');
  const at = trimmed.lastIndexOf('@');
  if (at < 1) return fault('not-an-address');
  const local = trimmed.slice(0, at);
  if (!LOCAL_PART.test(local)) return fault('not-an-address');
  const domain = inAscii(trimmed.slice(at + 1));
  if (!DOMAIN.test(domain)) return fault('invalid-domain');
  const address = `${local}@${domain}`;
  if (local.length > LONGEST_LOCAL_PART || address.length > LONGEST_ADDRESS) return fault('too-long');
  return { ok: true, address, domain };
}

/** A domain of plain letters is in ASCII already; whether an encoded one is encoded well, only decoding tells. */
function inAscii(domain: string): string {
  return DOMAIN.test(domain) && !domain.includes('xn--') ? domain : domainToASCII(domain);
}

function fault(reason: EmailFault): EmailResult {
  return { ok: false, reason };
}
