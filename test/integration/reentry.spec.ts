import { enrolCases, importCases, launchCampaign, previewLaunch, setAttributes } from '#casework';
import { AudienceSweeper } from '../../apps/scheduler/src/audience-sweeper.js';
import { type AdvancingWorld, openAdvancingWorld } from './advancing.world.js';
import { HEADER, JAN, textFile } from './casework.world.js';

let advancing: AdvancingWorld;
let world: AdvancingWorld['world'];
let store: AdvancingWorld['store'];
let advancer: AdvancingWorld['advancer'];

beforeAll(async () => {
  advancing = await openAdvancingWorld();
  ({ world, store, advancer } = advancing);
});
afterAll(() => advancing.close());
beforeEach(async () => {
  await advancing.reset();
  const file = textFile(`${HEADER};attr:region\nA/1;${JAN};100,00;0;0;PLN;10.12.2025;north`);
  const taken = await importCases(world.intake, file, { portfolioRef: 'P1' });
  if (taken.kind === 'refused') throw new Error(taken.refusal.reason);
});

const campaign = (more: string): string => `key: north
name: North
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer, attributes: { region: { is: north } } }
staysWhile: audience
${more}
steps:
  - { key: notice, type: send, channel: sms, template: overdue }
  - { key: rest, type: wait, for: { days: 30, time: '10:00' } }
  - { key: done, type: end }
`;

async function launch(more: string): Promise<void> {
  const source = campaign(more);
  const now = world.clock.now();
  const launched = await launchCampaign(store, { source, fileName: 'n', known: {}, now, actor: 'test' });
  if (launched.outcome === 'invalid') throw new Error(launched.faults.map((f) => f.message).join('; '));
}

/** The region of the case changes, and campaigns look at it. */
async function moveTo(region: string): Promise<void> {
  const caseId = await world.idOf('cases', 'A/1');
  await setAttributes(world.desk, { caseId, attributes: { region }, actor: 'test' });
  await advancer.foldWakeUps();
  await advancer.advanceDue();
}

const entries = () =>
  world.rows<{ entry: number; status: string; occurrence: number; reason: string | null }>(
    `SELECT entry, status, (state ->> 'occurrence')::int AS occurrence, end_reason AS reason FROM enrolments ORDER BY entry`,
  );
const ENTERED = { entry: 1, status: 'active', occurrence: 1, reason: null };
const LEFT = { entry: 1, status: 'ended', occurrence: 1, reason: 'left_audience' };

describe('a case that left a campaign', () => {
  it('never enters it again, unless the campaign says so', async () => {
    await launch('');
    await advancer.advanceDue();
    expect(await entries()).toEqual([ENTERED]);
    await moveTo('south');
    await world.clock.stepTo(Date.parse('2026-03-01T12:00:00+01:00'));
    await moveTo('north');
    expect(await entries()).toEqual([LEFT]);
  });

  it('enters it again so many days later, so often, and is written to anew', async () => {
    await launch('reentry: { afterDays: 2, atMost: 1 }');
    await advancer.advanceDue();
    await moveTo('south');
    await world.clock.stepTo(Date.parse('2026-01-13T23:59:00+01:00'));
    await moveTo('north');
    expect(await entries()).toEqual([LEFT]);
    const preview = async () => {
      const of = { source: campaign('reentry: { afterDays: 2, atMost: 1 }'), fileName: 'n', known: {} };
      const result = await previewLaunch(store, { ...of, now: world.clock.now() });
      return result.outcome === 'preview' ? result.preview.entrants : -1;
    };
    expect(await preview()).toBe(0);
    await world.clock.stepTo(Date.parse('2026-01-14T00:01:00+01:00'));
    expect(await preview()).toBe(1);
    expect(await new AudienceSweeper(store, world.clock).sweep()).toBe(1);
    await advancer.advanceDue();
    const again = { entry: 2, status: 'active', occurrence: 2, reason: null };
    expect(await entries()).toEqual([LEFT, again]);
    const messages = await world.rows(
      `SELECT m.occurrence, m.enrolment_id = e.id AS own FROM messages m JOIN enrolments e ON e.entry = m.occurrence ORDER BY 1`,
    );
    expect(messages).toEqual([
      { occurrence: 1, own: true },
      { occurrence: 2, own: true },
    ]);
    await moveTo('south');
    await world.clock.stepTo(Date.parse('2026-03-01T12:00:00+01:00'));
    await moveTo('north');
    expect(await entries()).toEqual([LEFT, { ...again, status: 'ended', reason: 'left_audience' }]);
  });

  it('enters once, however many look at the same moment', async () => {
    await launch('reentry: { afterDays: 1, atMost: 5 }');
    await advancer.advanceDue();
    await moveTo('south');
    await world.db.query(`UPDATE cases SET attributes = '{"region": "north"}'`);
    await world.clock.stepTo(Date.parse('2026-01-20T12:00:00+01:00'));
    const [live] = await store.live();
    if (live === undefined) throw new Error('no campaign is live');
    const { campaignId, versionId } = live;
    const query = { campaignId, after: null, limit: 10, history: false };
    const again = { endedBefore: world.clock.now(), atMost: 5 };
    const eight = Array.from({ length: 8 });
    // All have looked before any of them enrols.
    const found = await Promise.all(eight.map(() => store.candidates({ ...query, again })));
    const entered = await Promise.all(
      found.map((cases) => store.enrol(campaignId, versionId, cases, world.clock.now())),
    );
    expect(entered.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect((await entries()).map(({ entry, status }) => `${entry} ${status}`)).toEqual([
      '1 ended',
      '2 active',
    ]);
    // While it travels it is no candidate at all.
    expect(await enrolCases(store, live, world.clock.now())).toBe(0);
  });

  it('stays out for good when it was drawn to be left alone', async () => {
    await launch('reentry: { afterDays: 1, atMost: 5 }');
    await world.db.query(
      `UPDATE enrolments SET status = 'ended', due_at = NULL, ended_at = '2026-01-12', end_reason = 'hold_out'`,
    );
    await world.clock.stepTo(Date.parse('2026-01-20T12:00:00+01:00'));
    expect(await new AudienceSweeper(store, world.clock).sweep()).toBe(0);
  });
});
