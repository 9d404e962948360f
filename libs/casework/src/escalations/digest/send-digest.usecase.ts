import type {
  AgentDigests,
  DigestName,
  DigestRecipient,
  InternalMailer,
  InternalMailResult,
} from '#contracts';
import { spellFrom } from '#domain';
import type { Desk } from '../../desk/desk.js';
import { composeDigest } from './compose-digest.js';
import { hasNews } from './digest-words.js';

/** Longer than composing and an SMTP server's patience take; machine time. */
const LEASE_MS = 120_000;
/** Until a server that refused for now is asked again; machine time. */
const PUT_OFF_MS = 60_000;

export interface DigestDesk {
  desk: Desk;
  digests: AgentDigests;
  mailer: InternalMailer;
}

/** `notYet`: the agent's day has not begun, or is over. `elsewhere`: done, in doubt, or another process has it. */
export type SendDigestResult =
  | { kind: 'notYet' }
  | { kind: 'elsewhere'; day: string }
  | { kind: 'nothingToTell'; day: string }
  | { kind: 'sent'; day: string }
  | { kind: 'putOff'; day: string; code: string }
  | { kind: 'failed'; day: string; code: string };

/**
 * The mail of an agent's day, once their working day has begun. Claimed before it is written, and marked as begun before
 * it is handed over, so that it goes out once a day, however many processes try and whenever one of them ends. What may
 * have gone out is never sent again: who gets none can still look.
 */
export async function sendDigest(at: DigestDesk, recipient: DigestRecipient): Promise<SendDigestResult> {
  const { desk, digests } = at;
  const now = desk.clock.now();
  const spell = spellFrom(desk.calendar, recipient, now);
  if (spell === null || spell.from > now) return { kind: 'notYet' };
  const { day } = spell;
  const name = { agentId: recipient.id, day };
  if (!(await digests.claim(name, LEASE_MS))) return { kind: 'elsewhere', day };
  const content = await digests.content(recipient.id, now, spell.to);
  if (!(await digests.begin(name, now))) return { kind: 'elsewhere', day };
  if (!hasNews(content)) {
    await digests.finish(name, 'nothing-to-tell');
    return { kind: 'nothingToTell', day };
  }
  const mail = composeDigest(name, recipient, content, desk.calendar);
  return settled(digests, name, await at.mailer.send(mail));
}

async function settled(
  digests: AgentDigests,
  name: DigestName,
  result: InternalMailResult,
): Promise<SendDigestResult> {
  const { day } = name;
  if (result.outcome === 'accepted') {
    await digests.finish(name, 'sent');
    return { kind: 'sent', day };
  }
  if (result.outcome === 'refused' && result.retry === 'later') {
    await digests.putOff(name, PUT_OFF_MS);
    return { kind: 'putOff', day, code: result.code };
  }
  await digests.finish(name, result.outcome);
  return { kind: 'failed', day, code: result.code };
}
