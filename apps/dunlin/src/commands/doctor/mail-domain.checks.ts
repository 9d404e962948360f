import { Resolver } from 'node:dns/promises';
import type { PlatformConfig } from '#platform';
import { codeOf } from './check.js';
import { type Finding, warning, well } from './finding.js';

const TIMEOUT_MS = 2_500;
/** The name, or what it is asked for, does not exist; anything else means that nobody could tell. */
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA']);
/** Kept for tests and examples (RFC 2606): nothing is published for them. */
const NOT_REAL = /(^|\.)(test|example|invalid|localhost)$/;

/** Looks TXT records up; rejects as node:dns does. */
export type LookUpTxt = (name: string) => Promise<string[][]>;

/** Asks the machine's resolvers, briefly. */
export function dnsTxt(): LookUpTxt {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  return (name) => resolver.resolveTxt(name);
}

interface Wanted {
  what: string;
  name: string;
  begins: RegExp;
  remedy: string;
}

/** What receivers look up of the domain that mails come from. Without it mails land among the unwanted ones. */
export async function lookAtMailDomain(
  { mailFrom, mail }: Pick<PlatformConfig, 'mailFrom' | 'mail'>,
  lookUp: LookUpTxt = dnsTxt(),
): Promise<Finding[]> {
  const domain = (/@([^@\s<>]+?)>?$/.exec(mailFrom)?.[1] ?? '').toLowerCase();
  if (NOT_REAL.test(domain))
    return [well('mail domain', `${domain}, for tests: nothing is published for it`)];
  const wanted: Wanted[] = [
    {
      what: 'SPF',
      name: domain,
      begins: /^v=spf1\b/i,
      remedy: `Publish a TXT record at ${domain} that names your mail server: v=spf1 … -all.`,
    },
    {
      what: 'DMARC',
      name: `_dmarc.${domain}`,
      begins: /^v=DMARC1\b/i,
      remedy: `Publish a TXT record at _dmarc.${domain}: v=DMARC1; p=quarantine; rua=mailto:…`,
    },
  ];
  const dkim = mail?.dkim;
  if (dkim) {
    const name = `${dkim.keySelector}._domainkey.${dkim.domainName}`;
    const remedy = `Publish the public key of DKIM_KEY_FILE as a TXT record at ${name}.`;
    wanted.push({ what: 'DKIM', name, begins: /(^|;)\s*p=\S/, remedy });
  }
  const found = await Promise.all(wanted.map((record) => look(record, lookUp)));
  return dkim ? found : [...found, unsigned()];
}

async function look({ what, name, begins, remedy }: Wanted, lookUp: LookUpTxt): Promise<Finding> {
  try {
    const records = (await lookUp(name)).map((parts) => parts.join(''));
    return records.some((record) => begins.test(record))
      ? well(what, `published at ${name}`)
      : warning(what, `not published at ${name}`, remedy);
  } catch (error) {
    const code = codeOf(error);
    if (NOT_THERE.has(code)) return warning(what, `not published at ${name}`, remedy);
    return warning(
      what,
      `not looked at: there is no DNS here (${code})`,
      `Look where there is: dig TXT ${name}`,
    );
  }
}

function unsigned(): Finding {
  return warning(
    'DKIM',
    'Dunlin does not sign',
    'Let the mail server sign, or set DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE.',
  );
}
