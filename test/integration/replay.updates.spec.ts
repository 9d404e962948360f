import { importCases } from '#casework';
import type { ExplanationView } from '#contracts';
import {
  type Calendar,
  CompiledCalendar,
  compilePolicy,
  type CompiledPolicy,
  type ContactFacts,
  decideContact,
  type PolicyPack,
} from '#domain';
import { PgDecisionBook } from '#persistence';
import { casesFile, CaseworkWorld, JAN, MONDAY } from './casework.world.js';
import { decidedMessage, FACTS, plDefaultPacks, recordDecision } from './decided-message.js';

/**
 * Instants at which each of the things that are updated below decides: a working morning, the evening before clocks
 * change, Easter Monday.
 */
const MORNING = FACTS;
const CLOCKS_CHANGE: ContactFacts = { ...FACTS, at: Date.parse('2026-03-28T18:00:00Z') };
const EASTER_MONDAY: ContactFacts = { ...FACTS, at: Date.parse('2026-04-06T09:00:00Z') };
const ALL = [MORNING, CLOCKS_CHANGE, EASTER_MONDAY];

let world: CaseworkWorld;
let packs: readonly PolicyPack[];
let policy: CompiledPolicy;
let message: string;
let before: ExplanationView;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  await importCases(world.intake, casesFile(`K/1;${JAN};500,00;0;0;PLN;10.12.2025`), { portfolioRef: 'P1' });
  packs = await plDefaultPacks();
  policy = compilePolicy(packs);
  message = await decidedMessage(world, ALL, { policy });
  before = await explained();
});
afterAll(() => world.close());

/** What a process that starts now, with these zones and holidays, tells of the message. */
async function explained(calendar?: Calendar): Promise<ExplanationView> {
  const found = await new PgDecisionBook(world.db, calendar).explain(message);
  if (found === null) throw new Error('no such message');
  return found;
}

/** Tables of tomorrow: every offset three hours more, no clock changed, other days are holidays. */
class OtherCalendar extends CompiledCalendar {
  override zone(name: string, instant: number): ReturnType<Calendar['zone']> {
    const today = super.zone(name, instant);
    return today && { ...today, transitions: [], offsets: [(today.offsets[0] ?? 0) + 180] };
  }

  override holidays(country: string): ReturnType<Calendar['holidays']> {
    const today = super.holidays(country);
    return today && ((epochDay) => !today(epochDay));
  }
}

/** The pack with hours of its own from a day before all decisions: a correction that reaches back. */
function stricterPacks(): PolicyPack[] {
  return packs.flatMap((pack) => [
    { ...pack, validTo: '2025-12-31' },
    {
      ...pack,
      version: pack.version + 1,
      validFrom: '2026-01-01',
      rules: pack.rules.map((rule) =>
        rule.rule === 'contact-hours'
          ? { ...rule, parameters: { ...rule.parameters, monday: '15:00-16:00', sunday: '10:00-11:00' } }
          : rule,
      ),
    },
  ]);
}

const outcomes = (view: ExplanationView) => view.decisions.map(({ outcome, until }) => [outcome, until]);
const replays = (view: ExplanationView) => view.decisions.map(({ replay }) => replay.result);

describe('decisions that were recorded', () => {
  it('are the same again at once', () => {
    expect(outcomes(before)).toEqual([
      ['allow', '2026-01-12T19:00:00.000Z'],
      // Monday at eight, by summer time.
      ['defer', '2026-03-30T06:00:00.000Z'],
      ['defer', '2026-04-07T06:00:00.000Z'],
    ]);
    expect(replays(before)).toEqual(['same', 'same', 'same']);
  });

  it('are the same again after zones and holidays were updated, by which all would be decided otherwise', async () => {
    const today = compilePolicy(packs, { calendar: new OtherCalendar() });
    ALL.forEach((facts, index) => {
      const { resolved: _, ...now } = decideContact(facts, today);
      const then = before.decisions[index];
      expect([now.outcome, 'until' in now && new Date(now.until).toISOString()]).not.toEqual([
        then?.outcome,
        then?.until,
      ]);
    });
    expect(await explained(new OtherCalendar())).toEqual(before);
  });

  it('are the same again after their pack got a new version, and so is what is decided under that', async () => {
    const updated = compilePolicy(stricterPacks());
    const later = { ...MORNING, at: MONDAY + 60_000 };
    const stored = await recordDecision(world, message, later, updated);
    expect(stored.decision).toMatchObject({
      outcome: 'defer',
      rule: { id: 'contact-hours', packVersion: 3 },
    });
    const { decisions, ...told } = await explained(new OtherCalendar());
    expect({ ...told, decisions: decisions.slice(0, ALL.length) }).toEqual(before);
    expect(decisions.at(-1)).toMatchObject({ outcome: 'defer', replay: { result: 'same' } });
    expect(new Set(decisions.map(({ policyHash }) => policyHash)).size).toBe(2);
  });

  it.each([
    ['rules that were put in the place of theirs', stricterPacks],
    ['what is no policy any more', () => [{ ...packs[0], rules: [{ rule: 'gone', version: 9 }] }]],
  ])('are not decided by %s', async (_what, other) => {
    await world.db.query('UPDATE policies SET definition = $2 WHERE hash = $1', [
      policy.hash,
      JSON.stringify(other()),
    ]);
    expect(replays(await explained()).slice(0, ALL.length)).toEqual(ALL.map(() => 'policy-unknown'));
  });
});
