import { performance } from 'node:perf_hooks';
import type { ChannelAdapter, Submission } from '#contracts';

/** How the provider behind an adapter behaves towards the next submissions. */
export type ProviderMood =
  | 'accepts'
  /** Asks to slow down, or to come later. */
  | 'throttles'
  /** Answers that something is wrong on its side, after it may have taken the message. */
  | 'fails'
  /** Refuses this message for good. */
  | 'refuses'
  /** Takes the message and drops the connection before it answers. */
  | 'drops-the-answer'
  /** Takes the message and says nothing for longer than the adapter waits. */
  | 'falls-silent'
  /** Takes the message and answers nonsense. */
  | 'talks-nonsense'
  /** Nobody listens at its address. */
  | 'is-down';

/** An adapter joined to a small local server that stands in for its provider. */
export interface ConformanceHarness {
  adapter: ChannelAdapter;
  turn(mood: ProviderMood): Promise<void>;
  /** Messages that the provider has taken. */
  taken(): number;
  close(): Promise<void>;
}

/** The same promises of every adapter (I1, I6, I8); rerun by handing in another harness. */
export function describeChannelAdapter(
  name: string,
  submission: Submission,
  start: () => Promise<ConformanceHarness>,
): void {
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

    it('reports an accepted message with its reference', async () => {
      const result = await submit('accepts');
      expect(result).toMatchObject({ outcome: 'accepted', providerRef: expect.stringMatching(/.+/) });
      expect(harness.taken()).toBe(1);
    });

    it('proves that a throttled message was not accepted, and may come again', async () => {
      expect(await submit('throttles')).toMatchObject({ outcome: 'refused', retry: 'later' });
      expect(harness.taken()).toBe(0);
    });

    it('proves that a refused message was not accepted, and never will be', async () => {
      expect(await submit('refuses')).toMatchObject({ outcome: 'refused', retry: 'never' });
      expect(harness.taken()).toBe(0);
    });

    it('proves that nothing was sent when nobody listens', async () => {
      expect(await submit('is-down')).toMatchObject({ outcome: 'refused', retry: 'later' });
    });

    it.each<ProviderMood>(['fails', 'drops-the-answer', 'falls-silent', 'talks-nonsense'])(
      'leaves a message in doubt when the provider %s, and does not send it again',
      async (mood) => {
        expect(await submit(mood)).toMatchObject({ outcome: 'unknown' });
        expect(harness.taken()).toBe(1);
      },
    );

    it('accepts again once the provider has recovered', async () => {
      await submit('drops-the-answer');
      expect(await submit('accepts')).toMatchObject({ outcome: 'accepted' });
    });

    it('sends nothing after the instant by which it had to leave', async () => {
      const result = await submit('accepts', { handOverBy: performance.now() - 1 });
      expect(result).toEqual({ outcome: 'late' });
      expect(harness.taken()).toBe(0);
    });

    it.each<ProviderMood>(['throttles', 'refuses', 'fails', 'is-down'])(
      'tells nothing personal when the provider %s',
      async (mood) => {
        const text = JSON.stringify(await submit(mood));
        expect(text).not.toContain(submission.to);
        expect(text).not.toContain(submission.body);
      },
    );
  });
}
