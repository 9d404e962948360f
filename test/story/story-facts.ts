import type { ExplanationView } from '#contracts';
import { momentOf } from './acts.js';
import { expectationOf, type ExpectedContact } from './expectation.js';
import { firstOpen, inWarsaw, mayBeContactedAt, warsawInstant, weekday } from './local-time.js';
import { CASES_IN_ALL } from './portfolio.js';
import type { StoryCase } from './story-case.js';
import type { StoryOver } from './story-run.js';
import type { Received } from './what-happened.js';

const WEEK_MS = 7 * 86_400_000;
/** Fallbacks and clock steps may come this much later than the moment itself, never earlier. */
const LATEST_MS = 60 * 60_000;
const REPLAYED = 100;

/** The facts that hold when the story is over, however the services were laid out. */
export function describeStory(story: () => StoryOver): void {
  const collection = (): Received[] =>
    story().happened.received.filter(({ purpose }) => purpose === 'collection');
  const of = (each: StoryCase, all: readonly Received[]): Received[] =>
    all.filter(({ caseRef }) => caseRef === each.ref);
  const alone = (): StoryCase[] => story().cases.filter((each) => !hasTwin(each, story().cases));

  it('takes all cases in and enrols those that may be contacted', () => {
    const kept = story().cases.filter(({ keptOut }) => keptOut !== null);
    expect(story().cases).toHaveLength(CASES_IN_ALL);
    expect(story().happened.cases).toHaveLength(CASES_IN_ALL);
    expect(story().enrolled).toBe(CASES_IN_ALL - kept.length);
    const queued = story().happened.cases.filter(({ faults }) => faults.length > 0);
    expect(queued.map(({ ref }) => ref)).toEqual(
      refs(kept.filter(({ keptOut }) => keptOut === 'data-queue')),
    );
  });

  it('brings every case the steps of its own days, by the right channel, at the right time, and no more', () => {
    const all = collection();
    const wrong = alone().flatMap((each) => differences(each, of(each, all)));
    expect(wrong).toEqual([]);
  });

  it('brings persons with two creditors the steps of both cases, each once and none before its time', () => {
    const all = collection();
    for (const each of story().cases.filter((one) => hasTwin(one, story().cases))) {
      const wanted = new Map(expectationOf(each).contacts.map((contact) => [contact.step, contact.at]));
      const got = of(each, all);
      expect(new Set(got.map(({ step }) => step)).size).toBe(got.length);
      for (const { step, at } of got)
        expect([each.ref, step, at >= (wanted.get(step ?? '') ?? '9999')]).toEqual([each.ref, step, true]);
    }
  });

  it('sends a person nothing about a case that was paid, disputed or held, nor anything after they asked to cease', () => {
    const all = collection();
    for (const each of story().cases) {
      const { act } = each;
      if (act === null) continue;
      const from = momentOf(each, act.dpd, act.time);
      const until = act.does === 'hold' ? momentOf(each, act.liftedDpd, act.liftedTime) : '9999';
      const covered = story().cases.filter(
        (one) => one === each || (act.does === 'cease' && one.person === each.person),
      );
      const after = covered.flatMap((one) => of(one, all)).filter(({ at }) => at >= from && at < until);
      expect([each.ref, act.does, after]).toEqual([each.ref, act.does, []]);
    }
  });

  it('leaves no step of a person with two creditors out, unless the other debt took its turn within the week', () => {
    const all = collection();
    for (const each of story().cases.filter((one) => hasTwin(one, story().cases))) {
      const twins = story().cases.filter((one) => one.person === each.person);
      if (twins.some(({ act }) => act?.does === 'cease')) continue;
      const others = twins.filter((one) => one !== each).flatMap((one) => of(one, all));
      const got = new Set(of(each, all).map(({ step }) => step));
      for (const { step, at } of expectationOf(each).contacts.filter((contact) => !got.has(contact.step))) {
        const wanted = warsawInstant(at);
        const near = others.filter((one) => Math.abs(warsawInstant(one.at) - wanted) < WEEK_MS);
        expect([each.ref, step, near.length > 0]).toEqual([each.ref, step, true]);
      }
    }
  });

  it('never contacts a person twice on one day or more than three times in seven days, over all their debts', () => {
    for (const contacts of contactsByPerson(collection())) {
      const days = contacts.map((at) => at.slice(0, 10));
      expect(new Set(days).size).toBe(days.length);
      const instants = contacts.map(warsawInstant);
      for (const from of instants) {
        expect(instants.filter((at) => at >= from && at < from + WEEK_MS).length).toBeLessThanOrEqual(3);
      }
    }
  });

  it('contacts nobody outside the permitted hours, nor on a Sunday', () => {
    expect(
      collection()
        .filter(({ at }) => !mayBeContactedAt(at))
        .map(({ at }) => at),
    ).toEqual([]);
  });

  it('gives every collection message a deep link of its own', () => {
    const all = collection();
    expect(all.filter(({ tokens }) => tokens.length !== 1)).toEqual([]);
    expect(new Set(all.map(({ tokens }) => tokens[0])).size).toBe(all.length);
  });

  it('speaks the language of each debtor', () => {
    const language = new Map(story().cases.map((each) => [each.ref, each.language]));
    expect(story().happened.received.filter((one) => one.language !== language.get(one.caseRef))).toEqual([]);
  });

  it('closes what was paid, and confirms it with one receipt', () => {
    const paid = story().cases.filter((each) => expectationOf(each).paidOff);
    const receipts = story().happened.received.filter(({ family }) => family === 'payment-receipt');
    const closed = story().happened.cases.filter(({ closedReason }) => closedReason === 'paid');
    expect(closed.map(({ ref }) => ref)).toEqual(refs(paid));
    const told = receipts.map(({ caseRef }) => caseRef).sort();
    // Nobody of the story who pays has lost their phone or mailbox.
    expect(told).toEqual(refs(paid.filter(({ phone, email }) => phone !== null || email !== null)));
  });

  it('brings silent, unreachable and disputed cases to an agent on the creditor’s schedule, with a due time', () => {
    const { escalated } = story().happened;
    const got = escalated
      .map(({ caseRef, reason, requestedAt }) => `${caseRef} ${reason} ${requestedAt}`)
      .sort();
    const wanted = alone().flatMap((each) =>
      expectationOf(each).escalations.map(({ reason, at }) => `${each.ref} ${reason} ${at}`),
    );
    const single = new Set(alone().map(({ ref }) => ref));
    expect(got.filter((line) => single.has(line.slice(0, line.indexOf(' '))))).toEqual(wanted.sort());
    for (const one of escalated) {
      expect([one.caseRef, one.agent]).toEqual([one.caseRef, expect.any(String)]);
      expect([one.caseRef, one.assignedAt]).toEqual([one.caseRef, nextRun(one.creditor, one.requestedAt)]);
      expect([one.caseRef, one.dueAt]).toEqual([
        one.caseRef,
        businessDaysLater(one.assignedAt ?? '', one.slaBusinessDays),
      ]);
    }
  });

  it('accounts for every message: what arrived is what was accepted, each allowed by a stored decision', () => {
    const { accepted, takenIn, undecided, unsettled } = story().happened;
    expect([...takenIn].sort()).toEqual([...accepted].sort());
    expect(new Set(accepted).size).toBe(accepted.length);
    expect({ undecided, unsettled }).toEqual({ undecided: 0, unsettled: 0 });
  });

  it('decides the same again from what it has stored', async () => {
    const all = collection();
    const every = Math.max(1, Math.floor(all.length / REPLAYED));
    const results = new Map<string, string[]>();
    for (const { messageId, caseRef, step, at } of all.filter((_one, index) => index % every === 0)) {
      const explanation = await story().installation.api.get<ExplanationView>(
        `/api/messages/${messageId}/explain`,
      );
      expect(explanation.decisions.length).toBeGreaterThan(0);
      for (const { replay } of explanation.decisions) {
        results.set(replay.result, [...(results.get(replay.result) ?? []), `${caseRef} ${step} ${at}`]);
      }
    }
    results.delete('same');
    expect([...results]).toEqual([]);
  });

  it('has sealed its decisions, and the seals hold', async () => {
    const said = await story().installation.command('verify-audit');
    expect(said).toMatch(/All [1-9]\d* seals over [1-9]\d* decisions hold/);
  });

  it('leaves no address, no number of a person and no deep link in what the services log', () => {
    const log = story().installation.output();
    expect(log).toContain('ready on');
    const told = story().cases.flatMap(({ phone, email, pesel }) =>
      [phone?.replace(/\D/g, ''), email, pesel].filter((value) => value && log.includes(value)),
    );
    expect(told).toEqual([]);
    expect(log).not.toMatch(/\/p\/[0-9A-Za-z]{14}/);
  });
}

function refs(cases: readonly StoryCase[]): string[] {
  return cases.map(({ ref }) => ref).sort();
}

function hasTwin(each: StoryCase, cases: readonly StoryCase[]): boolean {
  return cases.some((other) => other.person === each.person && other.ref !== each.ref);
}

/** What a case received that it should not have, or the other way round; told so that a person can read it. */
function differences(each: StoryCase, got: readonly Received[]): string[] {
  const wanted = expectationOf(each).contacts;
  const fits =
    wanted.length === got.length && wanted.every((contact, index) => isContact(contact, got[index]));
  if (fits) return [];
  const show = (all: readonly { step: string | null; channel: string; at: string }[]): string =>
    all.map(({ step, channel, at }) => `${step} ${channel} ${at}`).join(', ');
  const who = `${each.ref} (${each.life}, ${each.act?.does ?? 'left alone'}, day ${each.dpd})`;
  return [`${who}: expected ${show(wanted)}; received ${show(got)}`];
}

function isContact(wanted: ExpectedContact, got: Received | undefined): boolean {
  if (got === undefined || got.step !== wanted.step || got.channel !== wanted.channel) return false;
  const late = warsawInstant(got.at) - warsawInstant(wanted.at);
  return late >= 0 && late < LATEST_MS && got.at.slice(0, 10) === wanted.at.slice(0, 10);
}

/** Local times at which each person was contacted: a message and its fallback are one contact. */
function contactsByPerson(all: readonly Received[]): string[][] {
  const persons = new Map<string, Map<string, string>>();
  for (const { personId, messageId, at } of all) {
    const contacts = persons.get(personId) ?? new Map<string, string>();
    contacts.set(messageId, contacts.get(messageId) ?? at);
    persons.set(personId, contacts);
  }
  return [...persons.values()].map((contacts) => [...contacts.values()]);
}

/** When each creditor's work is handed out, Monday to Friday. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  'zielona-dolina': ['08:00', '12:00', '16:00'],
  'lacze-polnoc': ['08:30', '13:30'],
};

function nextRun(creditor: string, requestedAt: string): string | undefined {
  const candidates = Array.from({ length: 5 }, (_none, day) =>
    inWarsaw(warsawInstant(requestedAt) + day * 86_400_000).slice(0, 10),
  )
    .filter((date) => weekday(date) % 6 !== 0)
    .flatMap((date) => (RUNS[creditor] ?? []).map((time) => `${date} ${time}`));
  return candidates.find((run) => run >= requestedAt);
}

function businessDaysLater(from: string, days: number): string {
  let [date, left] = [from.slice(0, 10), days];
  while (left > 0) {
    date = firstOpen(`${date} 23:59`).slice(0, 10);
    if (weekday(date) !== 6) left -= 1;
  }
  return `${date} ${from.slice(11)}`;
}
