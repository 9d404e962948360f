import { performance } from 'node:perf_hooks';
import type { Submission } from '#contracts';
import type { FailureMeaning } from '#domain';
import type { ConformanceHarness, KnownRefusal, ProviderMood } from './conformance-harness.js';
import { describeLookUp } from './look-up-conformance.js';

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
