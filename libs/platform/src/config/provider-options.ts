import { readFileSync } from 'node:fs';
import type { Config } from '#contracts';
import type { ConfigFault } from './config-error.js';
import type { Environment } from './environment.schema.js';

/** How providers are reached, where the defaults do not do: proxies, authorities, connections, signatures. */
export interface ProviderOptions {
  readonly twilio: Pick<Config['twilio'], 'proxyUrl' | 'ca'>;
  readonly mail: NonNullable<Config['mail']>;
}

/** Reads the files that the options name; what cannot be read joins the faults. */
export function providerOptions(env: Environment, faults: ConfigFault[]): ProviderOptions {
  const file = (variable: 'TWILIO_CA_FILE' | 'DKIM_KEY_FILE'): string | undefined => {
    const path = env[variable];
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      faults.push({
        variable,
        message: `names a file that cannot be read (${code}); check its path and its owner`,
      });
      return undefined;
    }
  };
  return Object.freeze({
    twilio: Object.freeze({ proxyUrl: env.TWILIO_PROXY_URL, ca: file('TWILIO_CA_FILE') }),
    mail: Object.freeze({
      connections: env.SMTP_CONNECTIONS,
      // Whoever writes to real people chooses to be told; that they read their mail is theirs to keep.
      tellsOpens: env.MAIL_OPENS === undefined ? env.SMTP_URL === undefined : env.MAIL_OPENS === 'on',
      messagesPerConnection: env.SMTP_MESSAGES_PER_CONNECTION,
      dkim: dkim(env, file('DKIM_KEY_FILE'), faults),
    }),
  });
}

function dkim(env: Environment, privateKey: string | undefined, faults: ConfigFault[]) {
  const { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_KEY_FILE } = env;
  const given = { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_KEY_FILE };
  const names = Object.keys(given) as Array<keyof typeof given>;
  if (names.every((name) => given[name] === undefined)) return undefined;
  for (const variable of names.filter((name) => given[name] === undefined)) {
    faults.push({
      variable,
      message: 'is missing: DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE go together',
    });
  }
  return domainName && keySelector && privateKey ? { domainName, keySelector, privateKey } : undefined;
}
