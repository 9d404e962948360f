import type { ConfigFault } from '#platform';
import { isLoopbackUrl, type PlatformConfig } from '#platform';
import { fault, type Finding, warning, well } from './finding.js';

/** A random secret of 32 characters has about twenty different ones. */
const DIFFERENT_CHARACTERS = 10;

/** What is wrong, and from the first semicolon or colon on, what to do about it. */
const PARTS = /^(?<found>.*?)[;:] (?<remedy>.*)$/s;

type Looked = Pick<
  PlatformConfig,
  'twilio' | 'smtpUrl' | 'publicUrl' | 'paymentsUrl' | 'secret' | 'apiKey' | 'host' | 'clock'
>;

/** What the environment alone tells. */
export function lookAtConfiguration(config: Looked): Finding[] {
  return [
    ...whereMessagesGo(config),
    strength('DUNLIN_SECRET', config.secret, 'openssl rand -hex 32, before the first case is taken in'),
    strength('DUNLIN_API_KEY', config.apiKey, 'openssl rand -hex 24'),
    config.secret === config.apiKey
      ? fault('secrets', 'DUNLIN_SECRET and DUNLIN_API_KEY are the same', 'Give the API a key of its own.')
      : well('secrets', 'apart from one another'),
  ];
}

/** Each variable at fault, as loadConfig names them. */
export function configurationFaults(faults: readonly ConfigFault[]): Finding[] {
  return faults.map(({ variable, message }) => {
    const { found = message, remedy = `see ${variable} in README.md` } = PARTS.exec(message)?.groups ?? {};
    return fault(variable, found, sentence(remedy));
  });
}

export function whereMessagesGo({
  twilio,
  smtpUrl,
  publicUrl,
  paymentsUrl,
}: Pick<PlatformConfig, 'twilio' | 'smtpUrl' | 'publicUrl' | 'paymentsUrl'>): Finding[] {
  const here = isLoopbackUrl(twilio.apiUrl) && isLoopbackUrl(smtpUrl);
  return [
    well('SMS, RCS and calls go to', hostOf(twilio.apiUrl)),
    well('mails go to', hostOf(smtpUrl)),
    well(
      'payments go to',
      paymentsUrl === undefined ? 'the bank account that the page names' : hostOf(paymentsUrl),
    ),
    link(publicUrl, here),
  ];
}

function link(publicUrl: string, here: boolean): Finding {
  const what = 'links point at';
  if (here) return well(what, publicUrl);
  if (isLoopbackUrl(publicUrl)) {
    return fault(
      what,
      publicUrl,
      'Debtors cannot open that: set PUBLIC_URL to the address they reach this installation at.',
    );
  }
  if (publicUrl.startsWith('https:')) return well(what, publicUrl);
  return fault(
    what,
    publicUrl,
    'Whoever listens could read along: put a TLS proxy in front, and set PUBLIC_URL to https.',
  );
}

function hostOf(url: string): string {
  return isLoopbackUrl(url) ? 'this machine' : new URL(url).host;
}

function strength(variable: string, secret: string, remedy: string): Finding {
  if (new Set(secret).size >= DIFFERENT_CHARACTERS) return well(variable, 'long and mixed enough');
  return warning(
    variable,
    'of few different characters, so it can be guessed',
    `Make a random one: ${remedy}.`,
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
