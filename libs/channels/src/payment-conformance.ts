import type { PaymentProvider, PaymentRequest } from '#contracts';

/** How the service behind a payment provider behaves when a page is to be opened. */
export type PaymentMood =
  | 'opens'
  | 'opens-slowly'
  | 'throttles'
  | 'turns-us-away'
  | 'fails'
  | 'is-hidden-by-a-gateway'
  | 'drops-the-answer'
  | 'breaks-off-its-answer'
  | 'falls-silent'
  | 'talks-nonsense'
  | 'answers-emptily'
  /** Opens a page whose address is a script, or none. */
  | 'leads-elsewhere'
  | 'is-down';

/** A payment provider joined to a small local server that stands in for its service. */
export interface PaymentHarness {
  provider: PaymentProvider;
  turn(mood: PaymentMood): Promise<void>;
  /** The key that each request to open a page was made under, as the service saw them. */
  keys(): readonly string[];
  close(): Promise<void>;
}

/** Nobody has paid anything yet: whatever goes wrong, the debtor is offered the bank transfer instead. */
const NO_PAGE: readonly PaymentMood[] = [
  'throttles',
  'turns-us-away',
  'fails',
  'is-hidden-by-a-gateway',
  'drops-the-answer',
  'breaks-off-its-answer',
  'falls-silent',
  'talks-nonsense',
  'answers-emptily',
  'leads-elsewhere',
  'is-down',
];

/** The same promises of every payment provider; its webhooks have promises of their own. */
export function describePaymentProvider(
  name: string,
  request: PaymentRequest,
  start: () => Promise<PaymentHarness>,
): void {
  describe(`${name}, as every payment provider`, () => {
    let harness: PaymentHarness;
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(() => harness.close());

    it.each<PaymentMood>(['opens', 'opens-slowly'])('leads to a page when the provider %s', async (mood) => {
      await harness.turn(mood);
      const session = await harness.provider.open(request);
      expect(session).toEqual({
        providerRef: expect.stringMatching(/.+/),
        url: expect.stringMatching(/^https?:/),
      });
    });

    it('asks under the same key when it asks again for the same payment, so that no page is opened twice', async () => {
      await harness.turn('drops-the-answer');
      await harness.provider.open(request).catch(() => undefined);
      await harness.turn('opens');
      await harness.provider.open(request);
      await harness.provider.open({ ...request, reference: `${request.reference}-another` });
      const [first, second, other] = harness.keys();
      expect(second).toBe(first);
      expect(other).not.toBe(first);
    });

    it.each(NO_PAGE)(
      'says plainly that there is no page when the provider %s, and nothing personal',
      async (mood) => {
        await harness.turn(mood);
        const error: unknown = await harness.provider.open(request).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(Error);
        const told = everythingOf(error as Error);
        expect(told).toMatch(/payment provider/);
        for (const personal of [request.description, request.reference]) expect(told).not.toContain(personal);
      },
    );
  });
}

/** What a log would show of an error: its words, and those of what caused it. */
function everythingOf(error: Error): string {
  const cause = error.cause instanceof Error ? everythingOf(error.cause) : '';
  return `${error.message}\n${error.stack}\n${cause}`;
}
