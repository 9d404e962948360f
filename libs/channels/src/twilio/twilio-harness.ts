import type { ChannelAdapter, LookUpQuery, Submission } from '#contracts';
import type { ConformanceHarness, KnownRefusal, ListedAs } from '../conformance-harness.js';
import { CALL_SID, SID, TwilioStub } from './twilio-stub.js';

/** The moment of the attempt that a look-up asks for. */
export const COMMITTED_AT = Date.UTC(2026, 10, 22, 12);
const AT_THAT_MOMENT = { status: 'sent', date_created: 'Sun, 22 Nov 2026 12:00:01 +0000' };

/** Refusals of Twilio's API that any of its resources may answer with. */
export const OF_THE_ACCOUNT: readonly KnownRefusal[] = [
  { code: '20003', retry: 'later', means: { permanent: false } },
  { code: '20429', retry: 'later', means: { permanent: false } },
];

/** How an account lists messages to one number. */
export function listedMessages({ link, body }: Submission): (as: ListedAs) => object[][] {
  const other = { ...AT_THAT_MOMENT, sid: `SM${'b'.repeat(32)}`, body: 'words of another message' };
  const longer = { ...other, body: `${link}n` };
  const ours = { ...AT_THAT_MOMENT, sid: SID, body: body.includes(link) ? body : `${body} ${link}` };
  return (as) =>
    ({
      nothing: [[]],
      ours: [[other, ours]],
      'ours-on-a-later-page': [[other, longer], [ours]],
      another: [[other, longer]],
      wordless: [[{ ...ours, body: '' }]],
    })[as];
}

/** How an account lists calls to one number; nothing in a call says which of them is ours. */
export function listedCalls(as: ListedAs): object[][] {
  const ours = { ...AT_THAT_MOMENT, sid: CALL_SID, status: 'queued', direction: 'outbound-api' };
  const theirs = { ...ours, sid: `CA${'b'.repeat(32)}`, direction: 'inbound' };
  const ofYesterday = { ...ours, date_created: 'Sat, 21 Nov 2026 12:00:01 +0000' };
  return {
    nothing: [[]],
    ours: [[theirs, ours]],
    'ours-on-a-later-page': [[theirs], [ours]],
    another: [[theirs, ofYesterday]],
    wordless: [[ours]],
  }[as];
}

/** An adapter at a stub of its own. */
export async function harnessOf(
  adapterFor: (apiUrl: string) => ChannelAdapter,
  submission: Submission,
  listed: (as: ListedAs) => object[][],
  prepare: (stub: TwilioStub) => void = () => undefined,
): Promise<ConformanceHarness> {
  const stub = new TwilioStub();
  prepare(stub);
  const adapter = adapterFor(`${await stub.listen()}/sandbox/twilio`);
  const query: LookUpQuery = { to: submission.to, link: submission.link, committedAt: COMMITTED_AT };
  let open = true;
  return {
    adapter,
    taken: () => stub.taken,
    turn: async (mood) => {
      stub.mood = mood;
      if (mood === 'is-down' && open) await stub.close();
      open = mood !== 'is-down';
    },
    refuseWith: async (code) => {
      stub.mood = 'refuses';
      stub.refusal = code;
    },
    lookUp: {
      query,
      list: (as) => void (stub.pages = listed(as)),
      turn: (mood) => void (stub.listing = mood),
    },
    close: async () => {
      if (open) await stub.close();
      await adapter.destroy?.();
    },
  };
}
