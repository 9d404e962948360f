import type { OptOutType } from '#channels';
import { classifyReply } from '#domain';

export interface UnderstoodReply {
  taken: ReturnType<typeof classifyReply>['kind'] | 'start';
  mentionsOptOut: boolean;
}

/** Twilio's own reading comes first: what it took for STOP is stopped on its side as well, and the debtor was told so. */
export function understandReply(text: string, optOutType: OptOutType | null): UnderstoodReply {
  const own = classifyReply(text);
  if (optOutType === 'STOP') return { taken: 'opt-out', mentionsOptOut: true };
  // Whether contact may begin again is for a person to decide; nothing is opened by it.
  if (optOutType === 'START') return { taken: 'start', mentionsOptOut: false };
  if (optOutType === 'HELP' && own.kind === 'other') return { ...own, taken: 'help' };
  return { taken: own.kind, mentionsOptOut: own.mentionsOptOut };
}

/** Whether no rule of ours can do what the answer asks for: a question, a promise, a START, an opt-out among other words. */
export function needsHuman({ taken }: UnderstoodReply): boolean {
  return taken === 'other' || taken === 'help' || taken === 'start';
}
