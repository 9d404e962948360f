import { CALLS, lifeOf } from './lives.js';
import type { StoryOver } from './story-run.js';
import type { Received } from './what-happened.js';

/** What holds of the voicebot's calls beside when they come: what is said, to whom, and to whom never again. */
export function describeCalls(story: () => StoryOver): void {
  const calls = (): Received[] => story().happened.received.filter(({ channel }) => channel === 'voice');
  const waysOf = (): Map<string, keyof typeof CALLS> =>
    new Map(story().cases.map(({ ref, life }) => [ref, lifeOf(life).call ?? 'rings-out']));

  it('says what is owed to whoever has shown who they are, and to nobody else', () => {
    const ways = waysOf();
    const wrong = calls().filter(({ caseRef, body }) => {
      const way = CALLS[ways.get(caseRef) ?? 'rings-out'];
      const shown = 'presses' in way && (way.presses as readonly string[]).includes('identity');
      return body.includes(`Faktura ${caseRef.replace('/', '-')}`) !== shown;
    });
    expect(wrong.map(({ caseRef, body }) => `${caseRef}: ${body}`)).toEqual([]);
  });

  it('leaves on a machine who called and where to call back', () => {
    const ways = waysOf();
    const left = calls().filter(({ caseRef }) => ways.get(caseRef) === 'voicemail');
    expect(left.length).toBeGreaterThan(0);
    for (const { body } of left) expect(body).toMatch(/Zielona Dolina Energia|Łącze Północ/);
  });

  it('calls nobody again who does not want it, about whichever of their debts', () => {
    const ways = waysOf();
    const never = calls().filter(({ caseRef }) => ways.get(caseRef) === 'never-again');
    expect(never.length).toBeGreaterThan(0);
    expect(new Set(never.map(({ personId }) => personId)).size).toBe(never.length);
  });
}
