import type { ChannelAdapter, Submission, SubmissionResult } from '#contracts';
import { Lane } from './lane.js';

const submission = {} as Submission;

function adapter(submit: () => Promise<SubmissionResult>, atOnce: number): ChannelAdapter {
  return { provider: 'p', channel: 'sms', atOnce, submit };
}

const soon = (): number => performance.now() + 1_000;

describe('a lane', () => {
  it('whose provider hangs lets no more be committed, while another goes on', async () => {
    const hanging = new Lane(adapter(() => new Promise(() => undefined), 1));
    const other = new Lane(
      adapter(() => Promise.resolve({ outcome: 'accepted', providerRef: 'r', status: 'queued' }), 1),
    );
    for (const lane of [hanging, other]) {
      void lane.submit(submission, soon());
      void lane.submit(submission, soon());
    }
    await new Promise((resolve) => setTimeout(resolve, 10));

    let begun = false;
    void hanging.turns.begin().then(() => (begun = true));
    await other.turns.begin();
    expect(begun).toBe(false);
  });

  it('commits as many together as its own provider takes in a quarter of a second', async () => {
    const answered = { outcome: 'accepted', providerRef: 'r', status: 'queued' } as const;
    const slow = new Lane(
      adapter(() => new Promise((resolve) => setTimeout(() => resolve(answered), 50)), 4),
    );
    expect(slow.portion).toBe(50);
    await slow.submit(submission, soon());
    expect(slow.portion).toBeGreaterThanOrEqual(10);
    expect(slow.portion).toBeLessThanOrEqual(20);
  });

  it('hands nothing over that waited too long for its place', async () => {
    const lane = new Lane(adapter(() => Promise.reject(new Error('must not be asked')), 1));
    expect(await lane.submit(submission, performance.now() - 1)).toEqual({ outcome: 'late' });
  });

  it('told to stop gives no more turns, also to those who wait for one', async () => {
    const lane = new Lane(adapter(() => new Promise(() => undefined), 1));
    void lane.submit(submission, soon());
    void lane.submit(submission, soon());
    const waiting = lane.turns.begin();
    lane.stop();
    expect(await waiting).toBe(false);
    expect(await lane.turns.begin()).toBe(false);
  });

  it('told to stop voids what gets no place, and leaves in doubt what gets no answer, but not before their time', async () => {
    const lane = new Lane(
      adapter(() => new Promise(() => undefined), 1),
      1_300,
    );
    const from = performance.now();
    const handedOver = lane.submit(submission, soon());
    const withoutPlace = lane.submit(submission, performance.now() + 60_000);
    lane.stop();
    expect(await withoutPlace).toEqual({ outcome: 'late' });
    expect(performance.now() - from).toBeGreaterThan(900);
    expect(await handedOver).toEqual({ outcome: 'unknown', code: 'stopped' });
    expect(performance.now() - from).toBeGreaterThan(1_200);
    // What was committed at the last moment is not handed over to nobody.
    expect(await lane.submit(submission, soon())).toEqual({ outcome: 'late' });
  });

  it('told to stop waits for an answer that comes', async () => {
    const answered = { outcome: 'accepted', providerRef: 'r', status: 'queued' } as const;
    const lane = new Lane(
      adapter(() => new Promise((resolve) => setTimeout(() => resolve(answered), 200)), 1),
    );
    const result = lane.submit(submission, soon());
    lane.stop();
    expect(await result).toEqual(answered);
  });
});
