import { performance } from 'node:perf_hooks';
import type { ChannelAdapter, LookUpQuery, Submission } from '#contracts';
import type { FailureMeaning } from '#domain';
import { describeLookUp } from './look-up-conformance.js';

/** How the provider behind an adapter behaves towards the next submissions. */
export type ProviderMood =
  | 'accepts'
  /** Takes the message and answers piece by piece, each within the time that the adapter waits for one. */
  | 'accepts-slowly'
  /** Asks to slow down, or to come later. */
  | 'throttles'
  /** Does not know our credentials. */
  | 'turns-us-away'
  /** Refuses this message for good. */
  | 'refuses'
  /** Answers that something is wrong on its side, after it may have taken the message. */
  | 'fails'
  /** Takes the message, and whatever stands before it answers an error of its own. */
  | 'is-hidden-by-a-gateway'
  /** Takes the message and drops the connection before it answers. */
  | 'drops-the-answer'
  /** Takes the message and drops the connection in the midst of its answer. */
  | 'breaks-off-its-answer'
  /** Takes the message and says nothing for longer than the adapter waits. */
  | 'falls-silent'
  /** Takes the message and answers nonsense. */
  | 'talks-nonsense'
  /** Takes the message and says that all is well, but not what it calls the message. */
  | 'answers-emptily'
  /** Nobody listens at its address. */
  | 'is-down';

/** A refusal by a code of the provider's own, and what it has to mean to us. */
export interface KnownRefusal {
  /** As an operator would look it up. */
  readonly code: string;
  readonly retry: 'never' | 'later';
  /** What follows from it for the address and the message. */
  readonly means: Partial<FailureMeaning>;
}

/** What a provider's list holds about a submission. */
export type ListedAs =
  | 'nothing'
  | 'ours'
  /** Behind pages of others. */
  | 'ours-on-a-later-page'
  /** To the same address, and not by us or not this one. */
  | 'another'
  /** To the same address at that moment, with nothing in it to be recognised by. */
  | 'wordless';

/** Moods of a provider that is asked for its list. */
export type ListingMood =
  | 'fails'
  | 'throttles'
  | 'drops-the-answer'
  | 'breaks-off-its-answer'
  | 'falls-silent'
  | 'talks-nonsense'
  | 'answers-emptily'
  /** Shows its first page, and fails at the next. */
  | 'fails-at-a-later-page';

/** What an adapter with a look-up is asked about. */
export interface LookUpHarness {
  readonly query: LookUpQuery;
  list(as: ListedAs): void;
  turn(mood: ListingMood): void;
}

/** An adapter joined to a small local server that stands in for its provider. */
export interface ConformanceHarness {
  adapter: ChannelAdapter;
  turn(mood: ProviderMood): Promise<void>;
  /** Makes it refuse with this code of its own. */
  refuseWith(code: string): Promise<void>;
  /** Messages that the provider has taken. */
  taken(): number;
  /** Absent where the provider cannot be asked afterwards. */
  lookUp?: LookUpHarness;
  close(): Promise<void>;
}

export interface ChannelAdapterFacts {
  readonly submission: Submission;
  readonly refusals: readonly KnownRefusal[];
  /** The map that the product reads the provider's codes by. */
  meaningOf(code: string): FailureMeaning;
  /** Whether the provider can be asked afterwards what it has taken. */
  readonly looksUp: boolean;
  start(): Promise<ConformanceHarness>;
}

/** What leaves open whether the provider has the message; none of it is proof (I1). */
const DOUBTS: readonly ProviderMood[] = [
  'fails',
  'is-hidden-by-a-gateway',
  'drops-the-answer',
  'breaks-off-its-answer',
  'falls-silent',
  'talks-nonsense',
  'answers-emptily',
];

/** The same promises of every adapter (I1, I6, I8); rerun by handing in another harness. */
export function describeChannelAdapter(name: string, facts: ChannelAdapterFacts): void {
  const { submission, refusals, meaningOf, looksUp, start } = facts;
  describe(`${name}, as every channel adapter`, () => {
    let harness: ConformanceHarness;
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(async () => {
      await harness.close();
    });

    const submit = async (mood: ProviderMood, more: Partial<Submission> = {}) => {
      await harness.turn(mood);
      return harness.adapter.submit({ ...submission, ...more });
    };

    it.each<ProviderMood>(['accepts', 'accepts-slowly'])(
      'reports an accepted message with its reference when the provider %s',
      async (mood) => {
        const result = await submit(mood);
        expect(result).toMatchObject({ outcome: 'accepted', providerRef: expect.stringMatching(/.+/) });
        expect(harness.taken()).toBe(1);
      },
    );

    it.each<ProviderMood>(['throttles', 'turns-us-away'])(
      'proves that a message was not accepted, and may come again, when the provider %s',
      async (mood) => {
        expect(await submit(mood)).toMatchObject({ outcome: 'refused', retry: 'later' });
        expect(harness.taken()).toBe(0);
      },
    );

    it('proves that a refused message was not accepted, and never will be', async () => {
      expect(await submit('refuses')).toMatchObject({ outcome: 'refused', retry: 'never' });
      expect(harness.taken()).toBe(0);
    });

    it.each(refusals)('knows what a refusal by $code means: $retry again', async ({ code, retry, means }) => {
      await harness.refuseWith(code);
      expect(await harness.adapter.submit(submission)).toMatchObject({ outcome: 'refused', code, retry });
      expect(meaningOf(code)).toMatchObject(means);
      expect(harness.taken()).toBe(0);
    });

    it('proves that nothing was sent when nobody listens', async () => {
      expect(await submit('is-down')).toMatchObject({ outcome: 'refused', retry: 'later' });
    });

    it.each(DOUBTS)(
      'leaves a message in doubt when the provider %s, and does not send it again',
      async (mood) => {
        expect(await submit(mood)).toMatchObject({ outcome: 'unknown', code: expect.stringMatching(/.+/) });
        expect(harness.taken()).toBe(1);
      },
    );

    it('accepts again once the provider has recovered', async () => {
      await submit('drops-the-answer');
      await submit('breaks-off-its-answer');
      expect(await submit('accepts')).toMatchObject({ outcome: 'accepted' });
    });

    it('sends nothing after the instant by which it had to leave', async () => {
      const result = await submit('accepts', { handOverBy: performance.now() - 1 });
      expect(result).toEqual({ outcome: 'late' });
      expect(harness.taken()).toBe(0);
    });

    it.each<ProviderMood>(['throttles', 'turns-us-away', 'refuses', 'is-down', ...DOUBTS])(
      'tells nothing personal when the provider %s',
      async (mood) => {
        const text = JSON.stringify(await submit(mood));
        expect(text).not.toContain(submission.to);
        expect(text).not.toContain(submission.body);
        expect(text).not.toContain(submission.link);
      },
    );

    it(`can ${looksUp ? '' : 'not '}be asked what became of a message`, () => {
      expect([harness.adapter.lookUp !== undefined, harness.lookUp !== undefined]).toEqual([
        looksUp,
        looksUp,
      ]);
    });
    if (looksUp) describeLookUp(() => harness, submission);
  });
}
