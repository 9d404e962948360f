import {
  ConflictException,
  ForbiddenException,
  type HttpException,
  NotFoundException,
  UnprocessableEntityException,
} from '@nestjs/common';

/** What use cases answer when they do not do what was asked. */
export type Refusal =
  | { kind: 'notFound' }
  | { kind: 'unknownAgent' }
  | { kind: 'claimedByOther' }
  | { kind: 'notClaimed' }
  | { kind: 'notYours' }
  | { kind: 'resolved' }
  | { kind: 'notALead' }
  | { kind: 'invalid'; reason: string; limit?: number | string };

/** Codes of use cases in words, each saying how to get on. */
const INVALID: Readonly<Record<string, string>> = {
  'until-has-passed': 'The end that was given has passed already in business time; give a later one.',
  'reason-not-a-code':
    'A reason is a code of 2 to 40 lower-case letters, digits and dashes, such as "payment-plan".',
  'paid-by-payments':
    'A case counts as paid by its payments alone; record the payment, or give another reason, such as "paid-elsewhere".',
  'agent-lifts':
    'An agent ended outreach by this hold, and only an agent lifts it: name one in X-Dunlin-Agent.',
  'no-such-colleague': 'No active agent has the reference given as "to".',
  'held-by-agreement':
    'The hold is that of a promise or a plan that stands, or of a hand-off that waits for approval: take that back, or ' +
    'decide about the hand-off, and the hold goes with it.',
  'consent-in-the-future':
    'The instant given as "at" has not come yet in business time; give when it was said.',
  'channel-of-another-address':
    'The address does not serve the channel: texts and calls go to numbers, e-mail to addresses.',
  'times-leave-none':
    'The times leave no minute of the week. Whoever wants no contact at all is to be recorded by POST …/cease.',
  'agent-takes-times-back':
    'The person asked for the times on record, and only an agent takes one back: name one in X-Dunlin-Agent.',
  'note-empty': 'The note has no text.',
  'note-too-long': 'A note has at most 10000 characters.',
};

/** The same, of promises; `{limit}` is the one that was met. */
const PROMISES: Readonly<Record<string, string>> = {
  'promise-too-many':
    'The case has had as many promises as the terms take, {limit}. Agree something else with the debtor.',
  'promise-plan-runs':
    'A plan of instalments runs on the case, and with it no promise is taken. Take the plan back first, or let it run.',
  'promise-date-over': 'The date is over, for today is {limit} in the creditor’s zone; agree another date.',
  'promise-date-too-far':
    'The date is further ahead than the terms take: {limit} is the last day; agree another date.',
  'promise-no-amount': 'The amount is nothing, or nothing is owed; agree another amount.',
  'promise-more-than-owed': 'The amount is more than is owed, {limit} minor units; agree another amount.',
  'promise-too-little':
    'The amount is less than the least part that the terms take, {limit} minor units; agree another amount.',
  'currency-differs': 'The amounts are not in the currency of the case.',
};

const CONFLICTS: Readonly<Record<string, string>> = {
  'case-closed': 'The case is closed; nothing more is done about it.',
  'hand-off-approved': 'This hand-off was approved already.',
  'hand-off-given': 'This hand-off was approved, and given out.',
  'hand-off-failed': 'This hand-off was approved, and could not be given out; an agent has the case.',
  'hand-off-refused': 'This hand-off was refused already.',
  'hand-off-lapsed': 'Nobody decided about this hand-off in time, so it has lapsed; an agent has the case.',
  'hand-off-withdrawn': 'This hand-off was taken back: its case has left the campaign.',
  'hand-off-settled': 'The case is closed or owes nothing; it is handed to nobody.',
  'promise-closed': 'The case is closed; nothing more is promised about it.',
};

/**
 * The refusal as an answer to the caller.
 * @param what names the thing asked for, such as "case"
 */
export function refusalOf(refusal: Refusal, what: string): HttpException {
  switch (refusal.kind) {
    case 'notFound':
      return new NotFoundException(`There is no such ${what}.`);
    case 'unknownAgent':
      return unknownAgent();
    case 'claimedByOther':
      return new ConflictException('Another agent has claimed this escalation.');
    case 'notClaimed':
      return new ConflictException('Nobody has claimed this escalation yet; claim it first.');
    case 'notYours':
      return new ConflictException(
        'This escalation is not on your desk; only who has it, or a lead, may do that.',
      );
    case 'resolved':
      return new ConflictException('This escalation is resolved already.');
    case 'notALead':
      return new ForbiddenException('Only a lead decides about hand-offs; name one in X-Dunlin-Agent.');
    case 'invalid': {
      const conflict = CONFLICTS[refusal.reason];
      if (conflict !== undefined) return new ConflictException(conflict);
      const words = INVALID[refusal.reason] ?? PROMISES[refusal.reason];
      return new UnprocessableEntityException(
        words?.replace('{limit}', String(refusal.limit)) ?? `It cannot be done: ${refusal.reason}.`,
      );
    }
  }
}

export function unknownAgent(): HttpException {
  return new ForbiddenException('X-Dunlin-Agent names no active agent of this installation.');
}
