import { casesAlone, isSoon, told } from './each-case.js';
import { expectationOf } from './expectation.js';
import { addWorkingDays, inWarsaw, warsawInstant, weekday } from './local-time.js';
import type { StoryCase } from './story-case.js';
import type { StoryOver } from './story-run.js';
import type { Escalated } from './what-happened.js';

/** What holds of the work that cases bring to agents. */
export function describeEscalations(story: () => StoryOver): void {
  it('brings cases to an agent when nothing else is left, each for its reason and in time', () => {
    const { cases, happened } = story();
    const wrong = casesAlone(cases).flatMap((each) =>
      differences(
        each,
        happened.escalated.filter(({ caseRef }) => caseRef === each.ref),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('hands them out on the creditor’s schedule, with a due time', () => {
    for (const one of story().happened.escalated) {
      expect([one.caseRef, one.agent]).toEqual([one.caseRef, expect.any(String)]);
      expect([one.caseRef, one.assignedAt]).toEqual([one.caseRef, nextRun(one.creditor, one.requestedAt)]);
      const assigned = one.assignedAt ?? '';
      const due = `${addWorkingDays(assigned.slice(0, 10), one.slaBusinessDays)} ${assigned.slice(11)}`;
      expect([one.caseRef, one.dueAt]).toEqual([one.caseRef, due]);
    }
  });
}

function differences(each: StoryCase, got: readonly Escalated[]): string[] {
  const wanted = expectationOf(each).escalations;
  const fits = wanted.every(({ reason, at }, index) => {
    const one = got[index];
    return one !== undefined && one.reason === reason && isSoon(at, one.requestedAt);
  });
  if (fits && wanted.length === got.length) return [];
  const [should, was] = [
    wanted.map(({ reason, at }) => `${reason} ${at}`),
    got.map(({ reason, requestedAt }) => `${reason} ${requestedAt}`),
  ];
  return [`${told(each)}: expected ${should.join(', ')}; asked for ${was.join(', ')}`];
}

/** When each creditor's work is handed out, Monday to Friday. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  'zielona-dolina': ['08:00', '12:00', '16:00'],
  'lacze-polnoc': ['08:30', '13:30'],
  'hurt-baltyk': ['08:15', '12:15', '16:15'],
};

function nextRun(creditor: string, requestedAt: string): string | undefined {
  const candidates = Array.from({ length: 5 }, (_none, day) =>
    inWarsaw(warsawInstant(requestedAt) + day * 86_400_000).slice(0, 10),
  )
    .filter((date) => weekday(date) % 6 !== 0)
    .flatMap((date) => (RUNS[creditor] ?? []).map((time) => `${date} ${time}`));
  return candidates.find((run) => run >= requestedAt);
}
