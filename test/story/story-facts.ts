import type { ExplanationView } from '#contracts';
import { casesAlone, hasTwin, isSoon, told } from './each-case.js';
import { expectationOf } from './expectation.js';
import type { ExpectedContact } from './expected.js';
import { mayBeContactedAt, momentOf, warsawInstant } from './local-time.js';
import type { StoryCase } from './story-case.js';
import type { StoryOver } from './story-run.js';
import type { Received } from './what-happened.js';

const WEEK_MS = 7 * 86_400_000;
const REPLAYED = 100;
/** Longest that a command may take to start and to read all that there is. */
const COMMAND_MS = 300_000;

/** The facts that hold when the story is over, however the services were laid out. */
export function describeStory(story: () => StoryOver): void {
  const collection = (): Received[] =>
    story().happened.received.filter(({ purpose }) => purpose === 'collection');
  const of = (each: StoryCase, all: readonly Received[]): Received[] =>
    all.filter(({ caseRef }) => caseRef === each.ref);
  const alone = (): StoryCase[] => casesAlone(story().cases);

  it('takes all cases in and enrols those that may be contacted', () => {
    const kept = story().cases.filter(({ keptOut }) => keptOut !== null);
    const inAll = story().cases.length;
    expect(story().happened.cases).toHaveLength(inAll);
    expect(story().enrolled).toBe(inAll - kept.length);
    const queued = story().happened.cases.filter(({ faults }) => faults.length > 0);
    expect(queued.map(({ ref }) => ref).sort()).toEqual(
      refs(kept.filter(({ keptOut }) => keptOut === 'data-queue')),
    );
  });

  it('brings every case the steps of its own days, to the right person, by the right channel, in time, and no more', () => {
    const all = collection();
    const wrong = alone().flatMap((each) => differences(each, of(each, all)));
    expect(wrong).toEqual([]);
  });

  it('brings persons with two creditors the steps of both cases, each once and none before its time', () => {
    const all = collection();
    for (const each of story().cases.filter((one) => hasTwin(one, story().cases))) {
      const wanted = new Map(expectationOf(each).contacts.map((contact) => [contact.step, contact.at]));
      const got = of(each, all);
      const messages = new Map(got.map(({ messageId, step }) => [messageId, step]));
      expect([each.ref, [...messages.values()].sort()]).toEqual([
        each.ref,
        [...new Set(messages.values())].sort(),
      ]);
      for (const { step, at } of got)
        expect([each.ref, step, at >= (wanted.get(step ?? '') ?? '9999')]).toEqual([each.ref, step, true]);
    }
  });

  it('sends a person nothing about a case that was paid, disputed or held, nor anything after they asked to cease', () => {
    const all = collection();
    for (const each of story().cases) {
      for (const act of each.acts) {
        if (act.does === 'pay-an-invoice' || act.does === 'promise') continue;
        const from = momentOf(each, act.dpd, act.time);
        const until = act.does === 'hold' ? momentOf(each, act.liftedDpd, act.liftedTime) : '9999';
        const covered = story().cases.filter(
          (one) => one === each || (act.does === 'cease' && one.person === each.person),
        );
        const after = covered.flatMap((one) => of(one, all)).filter(({ at }) => at >= from && at < until);
        expect([each.ref, act.does, after]).toEqual([each.ref, act.does, []]);
      }
    }
  });

  it('leaves no step of a person with two creditors out, unless the other debt took its turn within the week', () => {
    const all = collection();
    for (const each of story().cases.filter((one) => hasTwin(one, story().cases))) {
      const twins = story().cases.filter((one) => one.person === each.person);
      if (twins.some(({ acts }) => acts.some(({ does }) => does === 'cease'))) continue;
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
    const kinds = new Map(story().cases.map(({ ref, kind }) => [ref, kind]));
    const late = collection().filter(
      ({ caseRef, at }) => !mayBeContactedAt(kinds.get(caseRef) ?? 'business', at),
    );
    expect(late.map(({ caseRef, at }) => `${caseRef} ${at}`)).toEqual([]);
  });

  it('gives every collection message a deep link of its own; a call offers to send one', () => {
    const all = collection().filter(({ channel }) => channel !== 'voice');
    expect(all.filter(({ tokens }) => tokens.length !== 1)).toEqual([]);
    expect(new Set(all.map(({ tokens }) => tokens[0])).size).toBe(all.length);
  });

  it('speaks the language of each debtor', () => {
    const language = new Map(story().cases.map((each) => [each.ref, each.language]));
    expect(story().happened.received.filter((one) => one.language !== language.get(one.caseRef))).toEqual([]);
  });

  it('closes what was paid or settled, and knows what is left of everything else', () => {
    const states = new Map(story().happened.cases.map((state) => [state.ref, state]));
    const wrong = story().cases.flatMap((each) => {
      const { closed, owesMinor } = expectationOf(each);
      const { closedReason = null, balanceMinor = -1 } = states.get(each.ref) ?? {};
      const isOwed =
        owesMinor === null
          ? balanceMinor > 0 && balanceMinor < each.principalMinor
          : balanceMinor === owesMinor;
      return closed === closedReason && isOwed
        ? []
        : [`${told(each)}: ${closedReason}, owes ${balanceMinor}`];
    });
    expect(wrong).toEqual([]);
  });

  it('sends what was asked for, once: links, confirmations of a stop, receipts', () => {
    const all = story().happened.received.filter(({ purpose }) => purpose !== 'collection');
    const wrong = alone().flatMap((each) => {
      const got = of(each, all).map(({ family }) => family);
      const wanted = expectationOf(each).asked;
      return String(got.sort()) === String(wanted.sort())
        ? []
        : [`${told(each)}: ${got}; expected ${wanted}`];
    });
    expect(wrong).toEqual([]);
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

  it(
    'has sealed its decisions, and the seals hold',
    async () => {
      const said = await story().installation.command('verify-audit');
      expect(said).toMatch(/All [1-9]\d* seals over [1-9]\d* decisions hold/);
    },
    COMMAND_MS,
  );

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

/** What a case received that it should not have, or the other way round; told so that a person can read it. */
function differences(each: StoryCase, got: readonly Received[]): string[] {
  const wanted = inTheOrderOf(got, expectationOf(each).contacts);
  const fits =
    wanted.length === got.length && wanted.every((contact, index) => isContact(contact, got[index]));
  if (fits) return [];
  const show = (
    all: readonly { step: string | null; family?: string; channel: string; at: string }[],
  ): string => all.map(({ step, family, channel, at }) => `${step ?? family} ${channel} ${at}`).join(', ');
  return [`${told(each)}: expected ${show(wanted)}; received ${show(got)}`];
}

/**
 * A demand and its copy that the contact policy has put off to one and the same moment: either may take that day, and
 * the other has the next.
 */
function inTheOrderOf(got: readonly Received[], wanted: ExpectedContact[]): ExpectedContact[] {
  const place = wanted.findIndex(({ step }) => step === 'copy-to-approver');
  const [demand, copy] = [wanted[place - 1], wanted[place]];
  const came = got.findIndex(({ step }) => step === 'copy-to-approver');
  const isFirst = came >= 0 && got[came + 1]?.step === 'precourt-demand';
  if (!isFirst || demand === undefined || copy === undefined || !copy.at.endsWith('08:00')) return wanted;
  const swapped = [
    { ...copy, at: demand.at },
    { ...demand, at: copy.at },
  ];
  return [...wanted.slice(0, place - 1), ...swapped, ...wanted.slice(place + 1)];
}

function isContact(wanted: ExpectedContact, got: Received | undefined): boolean {
  if (got === undefined || wanted.step !== (got.step ?? got.family)) return false;
  if (wanted.channel !== got.channel || wanted.to !== got.to) return false;
  return isSoon(wanted.at, got.at) && got.at.slice(0, 10) === wanted.at.slice(0, 10);
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
