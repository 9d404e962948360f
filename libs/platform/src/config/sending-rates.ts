import { z } from 'zod';
import type { SendingRate } from '#contracts';

const PROVIDER = 'provider:';
const MOST = 100_000;
const MESSAGE =
  'is not a list of limits; it looks like provider:twilio-voice=1,provider:smtp=20,payments@example.com=5, each so ' +
  `many a second, above 0 and up to ${MOST}, and each named once`;

/** Limits by provider and by sender: `provider:smtp=20,+48459990001=0.5`. */
export const sendingRatesSchema = z.string().transform((text, context): SendingRate[] => {
  const rates = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(readRate);
  const names = new Set(rates.map((rate) => `${rate?.scope} ${rate?.identity}`));
  if (!rates.includes(null) && names.size === rates.length) return rates.filter((rate) => rate !== null);
  context.addIssue({ code: 'custom', message: MESSAGE });
  return z.NEVER;
});

function readRate(part: string): SendingRate | null {
  const at = part.lastIndexOf('=');
  const name = part.slice(0, Math.max(0, at)).trim();
  const number = part.slice(at + 1).trim();
  const perSecond = Number(number);
  const identity = name.startsWith(PROVIDER) ? name.slice(PROVIDER.length) : name;
  if (identity === '' || number === '' || !(perSecond > 0 && perSecond <= MOST)) return null;
  return { scope: name.startsWith(PROVIDER) ? 'provider' : 'sender', identity, perSecond };
}
