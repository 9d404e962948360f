import type { BusinessClock, InternalMail, InternalMailer, OwnerNotice, OwnerNotices } from '#contracts';
import { formatMoney } from '#domain';

/** Longer than composing and an SMTP server's patience take; machine time. */
const LEASE_MS = 120_000;
/** Until a server that refused for now is asked again; machine time. */
const PUT_OFF_MS = 60_000;
const AT_ONCE = 20;

export interface OwnerNotification {
  notices: OwnerNotices;
  mailer: InternalMailer;
  clock: BusinessClock;
  /** Whether agents get mails at all. */
  mails: boolean;
}

/**
 * Mails account managers about their cases. Begun before it is handed over, so that each goes out once; what may have
 * gone out is never sent again. Where nobody can be told, the case's timeline says so. Returns how many are settled.
 */
export async function notifyOwners(at: OwnerNotification): Promise<number> {
  const taken = await at.notices.take(LEASE_MS, AT_ONCE);
  let settled = 0;
  for (const notice of taken) if (await settle(at, notice)) settled += 1;
  return settled;
}

async function settle(
  { notices, mailer, clock, mails }: OwnerNotification,
  notice: OwnerNotice,
): Promise<boolean> {
  const { owner } = notice;
  if (owner === null || !mails) {
    await notices.finish(notice, 'nobody', clock.now());
    return true;
  }
  const mail = composeNotice(notice, owner);
  if (!(await notices.begin(notice.id))) return false;
  const result = await mailer.send(mail);
  if (result.outcome === 'refused' && result.retry === 'later') {
    await notices.putOff(notice.id, PUT_OFF_MS);
    return false;
  }
  await notices.finish(notice, result.outcome === 'accepted' ? 'sent' : result.outcome, clock.now());
  return true;
}

/** It names the case by its number, and nothing else of the debtor: what agents work with is the house's own tool. */
export function composeNotice(notice: OwnerNotice, owner: NonNullable<OwnerNotice['owner']>): InternalMail {
  const { id, caseRef, creditorName, reason, campaign, balanceMinor, currency, dueDate, stage } = notice;
  const lines = [
    `Good day, ${owner.name}.`,
    `Case ${caseRef} of ${creditorName} needs your eye: ${reason}.`,
    `Still owed: ${formatMoney(balanceMinor, currency, 'en', { spaces: 'plain' })}, due since ${dueDate}${stage === null ? '' : `, stage ${stage}`}. Campaign: ${campaign}.`,
    'The debtor was not told of this, and the campaign goes on by itself. To hold it, place a hold on the case.',
    'Look the case up in Dunlin by its number. Answer there, not to this mail.',
  ];
  return {
    id: `owner-notice-${id}`,
    to: owner.email,
    subject: `Case ${caseRef}: ${reason}`,
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="en"><body style="font-family: sans-serif">\n${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}\n</body></html>\n`,
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
