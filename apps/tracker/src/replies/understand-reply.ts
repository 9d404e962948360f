import type { InboundText } from '#channels';
import { classifyReply } from '#domain';

export interface UnderstoodReply {
  taken: ReturnType<typeof classifyReply>['kind'] | 'start' | 'call-me';
  mentionsOptOut: boolean;
}

/** What the buttons of our cards stand for; see the templates' README. Another one is read by its title. */
const BUTTONS: Readonly<Record<string, UnderstoodReply>> = {
  STOP: { taken: 'opt-out', mentionsOptOut: true },
  CALL_ME: { taken: 'call-me', mentionsOptOut: false },
};

/**
 * Twilio's own reading comes first: what it took for STOP is stopped on its side as well, and the debtor was told so.
 * Then the button, if one was tapped; then the words.
 */
export function understandReply({
  body,
  optOutType,
  payload,
}: Pick<InboundText, 'body' | 'optOutType' | 'payload'>): UnderstoodReply {
  if (optOutType === 'STOP') return { taken: 'opt-out', mentionsOptOut: true };
  // Whether contact may begin again is for a person to decide; nothing is opened by it.
  if (optOutType === 'START') return { taken: 'start', mentionsOptOut: false };
  const tapped = payload === null ? undefined : BUTTONS[payload];
  if (tapped) return tapped;
  const own = classifyReply(body);
  if (optOutType === 'HELP' && own.kind === 'other') return { ...own, taken: 'help' };
  return { taken: own.kind, mentionsOptOut: own.mentionsOptOut };
}

/** Whether no rule of ours can do what the answer asks for: a call, a question, a START, an opt-out among other words. */
export function needsHuman({ taken }: UnderstoodReply): boolean {
  return taken === 'other' || taken === 'help' || taken === 'start' || taken === 'call-me';
}
