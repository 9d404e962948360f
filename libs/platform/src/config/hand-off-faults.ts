import type { HandOffDestination, WebhookDestination } from '#contracts';
import { isLoopbackUrl } from './loopback.js';
import type { PlatformConfig } from './platform-config.js';

/** `whsec_` and the base64 of 24 to 64 bytes, as the Standard Webhooks have it. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/** What keeps destinations from being used by this installation, in sentences with their remedy; empty when nothing does. */
export function handOffFaults(
  destinations: readonly HandOffDestination[],
  config: Pick<PlatformConfig, 'clock' | 'handOffSecrets'>,
): string[] {
  return destinations.flatMap((each) =>
    each.kind === 'webhook'
      ? webhookFaults(each, config).map((fault) => `hand-offs to "${each.key}": ${fault}`)
      : [],
  );
}

function webhookFaults(
  { url, local, secret }: WebhookDestination,
  { clock, handOffSecrets = {} }: Pick<PlatformConfig, 'clock' | 'handOffSecrets'>,
): string[] {
  const faults: string[] = [];
  const near = isLoopbackUrl(url);
  if (near && !local) faults.push('the url is on this machine; where that is meant, say "local: true"');
  if (!near && local)
    faults.push('the url is not on this machine, and "local" says that it is; take one back');
  if (!near && !url.startsWith('https:'))
    faults.push('personal data travels by https alone; give an https address');
  if (!near && clock.mode !== 'real') {
    faults.push(
      'business time is not real, and the url is not on this machine: invented cases would go to others',
    );
  }
  const value = handOffSecrets[secret];
  if (value === undefined)
    faults.push(`the environment variable ${secret} is missing; it holds the signing secret`);
  else if (!SECRET.test(value)) {
    faults.push(`${secret} is no signing secret; make one with: echo "whsec_$(openssl rand -base64 32)"`);
  }
  return faults;
}
