import type { LookUpResult, Submission } from '#contracts';
import type { ConformanceHarness, ListedAs, ListingMood } from './conformance-harness.js';

/** Whatever is wrong with the list, it is no proof that the submission is not in it (I1). */
const UNREADABLE: readonly ListingMood[] = [
  'fails',
  'throttles',
  'drops-the-answer',
  'breaks-off-its-answer',
  'falls-silent',
  'talks-nonsense',
  'answers-emptily',
  'fails-at-a-later-page',
];

const FOUND = { found: true, providerRef: expect.stringMatching(/.+/) as string };
const PROVES_NOTHING = { found: null, code: expect.stringMatching(/.+/) as string };

/** The same promises of every look-up. */
export function describeLookUp(harness: () => ConformanceHarness, submission: Submission): void {
  const ask = async (as: ListedAs, mood?: ListingMood): Promise<LookUpResult | undefined> => {
    const { adapter, lookUp } = harness();
    lookUp?.list(as);
    if (mood) lookUp?.turn(mood);
    return lookUp && adapter.lookUp?.(lookUp.query);
  };

  it.each<ListedAs>(['ours', 'ours-on-a-later-page'])('finds what is listed as %s', async (as) => {
    expect(await ask(as)).toMatchObject(FOUND);
  });

  it.each<ListedAs>(['nothing', 'another'])('finds nothing where %s is listed', async (as) => {
    expect(await ask(as)).toEqual({ found: false });
  });

  it('is told nothing by a list without words, unless the address is what it recognises by', async () => {
    const byAddress = harness().adapter.recognises === 'address';
    // Asking again would show the same list.
    expect(await ask('wordless')).toMatchObject(byAddress ? FOUND : { ...PROVES_NOTHING, forGood: true });
  });

  it.each(UNREADABLE)(
    'takes no list for an empty one, nor for the last word, when the provider %s',
    async (mood) => {
      const result = await ask('ours-on-a-later-page', mood);
      expect(result).toEqual(PROVES_NOTHING);
      expect(JSON.stringify(result)).not.toContain(submission.to);
    },
  );
}
