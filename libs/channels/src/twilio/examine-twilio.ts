import type { Config } from '#contracts';
import { failedSubmission } from './submission-outcome.js';
import { TwilioAccount } from './twilio-account.js';

const TIMEOUT_MS = 5_000;
const PHONE_NUMBER = /^\+\d{6,15}$/;
const MESSAGING_SERVICE = /^MG[0-9a-fA-F]{32}$/;

/** A sender identity as a creditor names it, and whether the account has it. */
export interface ExaminedSender {
  identity: string;
  /** 'untold': alphanumeric senders are registered per country, and the API does not list them. */
  found: 'yes' | 'no' | 'untold';
}

export type TwilioExamination =
  | { reached: false; code: string }
  | { reached: true; status: string; trial: boolean; senders: ExaminedSender[] };

/** Looks the account and its senders up, by the SDK that messages leave by. Never throws. */
export async function examineTwilio(
  config: Pick<Config, 'twilio'>,
  identities: { sms: readonly string[]; rcs: readonly string[] },
): Promise<TwilioExamination> {
  const account = new TwilioAccount(config, {
    connections: 4,
    connectTimeoutMs: TIMEOUT_MS,
    answerTimeoutMs: TIMEOUT_MS,
  });
  try {
    const { status, type } = await account.client.api.v2010.accounts(config.twilio.accountSid).fetch();
    const senders = await Promise.all([
      ...identities.sms.map((identity) => examine(identity, () => findSmsSender(account, identity))),
      ...identities.rcs.map((identity) => examine(identity, () => findRcsSender(account, identity))),
    ]);
    return { reached: true, status: String(status), trial: String(type) === 'Trial', senders };
  } catch (error) {
    return { reached: false, code: codeOf(error) };
  } finally {
    await account.close();
  }
}

async function examine(
  identity: string,
  find: () => Promise<ExaminedSender['found']>,
): Promise<ExaminedSender> {
  try {
    return { identity, found: await find() };
  } catch (error) {
    return { identity, found: codeOf(error) === '20404' ? 'no' : 'untold' };
  }
}

async function findSmsSender({ client }: TwilioAccount, identity: string): Promise<ExaminedSender['found']> {
  if (MESSAGING_SERVICE.test(identity)) {
    await client.messaging.v1.services(identity).fetch();
    return 'yes';
  }
  if (!PHONE_NUMBER.test(identity)) return 'untold';
  const numbers = await client.incomingPhoneNumbers.list({ phoneNumber: identity, limit: 1 });
  return numbers.length > 0 ? 'yes' : 'no';
}

async function findRcsSender({ client }: TwilioAccount, identity: string): Promise<ExaminedSender['found']> {
  if (MESSAGING_SERVICE.test(identity)) {
    await client.messaging.v1.services(identity).fetch();
    return 'yes';
  }
  const bare = identity.replace(/^rcs:/, '');
  const senders = await client.messaging.v2.channelsSenders.list({ channel: 'rcs', limit: 200 });
  return senders.some(({ senderId }) => senderId?.replace(/^rcs:/, '') === bare) ? 'yes' : 'no';
}

function codeOf(error: unknown): string {
  const failure = failedSubmission(error);
  return 'code' in failure ? failure.code : 'no answer';
}
