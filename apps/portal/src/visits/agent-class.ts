import type { AgentClass } from '#contracts';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Mail services that fetch on behalf of readers who have not looked yet. */
const MAIL_PROXIES =
  /googleimageproxy|yahoomailproxy|ggpht\.com|outlook-?imageproxy|mailproxy|protonmail|fastmail-?proxy/i;

/** Link checkers, previews of messengers, crawlers, and programs that say what they are. */
const SCANNERS =
  /bot\b|crawl|spider|scan|preview|prefetch|fetch|facebookexternalhit|whatsapp|telegram|slack|skypeuri|viber|proofpoint|barracuda|mimecast|safelinks|forcepoint|symantec|fireeye|trendmicro|sophos|urlscan|virustotal|headless|phantom|curl|wget|python|java\/|okhttp|go-http|libwww|axios|undici|node\b|http-?client|ruby|perl/i;

/** Destinations that a person's tap on a link does not have. */
const NOT_A_PAGE = /^(image|empty|script|style|font|iframe|object|embed|prefetch)$/;

/**
 * Who seems to have sent a GET, by what it says of itself. Counts visits, and nothing else rests on it: a GET
 * changes nothing for anybody (I5), and people are told by the POST that follows.
 */
export function agentClass(method: string, headers: Headers): AgentClass {
  const header = (name: string): string => {
    const value = headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const userAgent = header('user-agent');
  if (MAIL_PROXIES.test(userAgent)) return 'mail_proxy';
  if (method !== 'GET' || userAgent === '' || SCANNERS.test(userAgent)) return 'scanner';
  if (isPrefetch(header)) return 'scanner';
  if (NOT_A_PAGE.test(header('sec-fetch-dest'))) return 'scanner';
  if (!header('accept').includes('text/html')) return 'scanner';
  // A browser that a person uses names a language; over https it tells what it fetches for, too.
  if (header('accept-language') === '' && header('sec-fetch-mode') === '') return 'scanner';
  return 'person';
}

function isPrefetch(header: (name: string) => string): boolean {
  return ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview|prerender/i.test(header(name)),
  );
}
