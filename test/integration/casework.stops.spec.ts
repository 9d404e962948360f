import {
  cease,
  closeCase,
  dispute,
  importCases,
  liftHold,
  liftStop,
  optOut,
  placeHold,
  reportDeceased,
  reportHardship,
  refuseChannel,
  represented,
  wrongParty,
} from '#casework';
import { CaseworkWorld, EWA, JAN, MONDAY, casesFile, fateOf, putInFlight } from './casework.world.js';

let world: CaseworkWorld;
const DEBT = '100,00;10,00;5,00;PLN;10.12.2025';

beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

beforeEach(async () => {
  await world.reset();
  await importCases(
    world.intake,
    casesFile(`J/1;${JAN};${DEBT}`, `J/2;${JAN};${DEBT}`, `E/1;${EWA};${DEBT}`),
    { portfolioRef: 'P1' },
  );
  await importCases(world.intake, casesFile(`J/3;${JAN};${DEBT}`), { portfolioRef: 'S1' });
});

const caseId = (ref: string) => world.idOf('cases', ref);
const eventsOf = async (ref: string) =>
  (
    await world.rows<{ kind: string }>(
      `SELECT e.kind FROM case_events e JOIN cases c ON c.id = e.case_id WHERE c.ref = $1 AND e.kind <> 'case.imported' ORDER BY e.id`,
      [ref],
    )
  ).map((row) => row.kind);
const wakesOf = async (ref: string) =>
  (
    await world.rows<{ kind: string }>(
      `SELECT w.kind FROM wake_ups w JOIN cases c ON c.id = w.case_id WHERE c.ref = $1 AND w.kind <> 'case.imported' ORDER BY w.id`,
      [ref],
    )
  ).map((row) => row.kind);

describe('a hold', () => {
  const hold = { covers: 'case', reason: 'in-court', until: null, actor: 'agent:anna' } as const;

  it('on a case cancels its messages and leaves the person’s other cases alone', async () => {
    const [own, other] = [await putInFlight(world, 'J/1'), await putInFlight(world, 'J/2')];
    const placed = await placeHold(world.desk, { ...hold, caseId: await caseId('J/1') });
    expect(placed).toMatchObject({ kind: 'ok', cancelled: 1 });
    expect(await fateOf(world, own)).toEqual({
      status: 'cancelled',
      reason: 'held: in-court',
      flying: false,
    });
    expect(await fateOf(world, other)).toMatchObject({ status: 'planned', flying: true });
    expect(await wakesOf('J/1')).toEqual(['held']);
  });

  it('on the person holds the cases of every creditor', async () => {
    const other = await putInFlight(world, 'J/3');
    const until = MONDAY + 60 * 86_400_000;
    await placeHold(world.desk, {
      ...hold,
      caseId: await caseId('J/1'),
      covers: 'person',
      reason: 'breathing-space',
      until,
    });
    expect(await fateOf(world, other)).toMatchObject({ status: 'cancelled' });
    expect(await eventsOf('J/3')).toEqual(['hold.placed']);
    expect(await eventsOf('E/1')).toEqual([]);
  });

  it('of the same reason is one hold, whose end only moves later', async () => {
    const id = await caseId('J/1');
    const at = (days: number) => ({ ...hold, caseId: id, until: MONDAY + days * 86_400_000 });
    await placeHold(world.desk, at(5));
    expect(await placeHold(world.desk, at(3))).toMatchObject({ kind: 'alreadyDone' });
    expect(await placeHold(world.desk, at(9))).toMatchObject({ kind: 'ok' });
    expect(await world.count('holds WHERE lifted_at IS NULL')).toBe(1);
  });

  it('stacks with others; outreach resumes when all are lifted', async () => {
    const id = await caseId('J/1');
    await placeHold(world.desk, { ...hold, caseId: id });
    await placeHold(world.desk, { ...hold, caseId: id, reason: 'vip' });
    expect(await liftHold(world.desk, { caseId: id, hold: { reason: 'vip' }, actor: 'agent:anna' })).toEqual({
      kind: 'ok',
      lifted: 1,
      stillHeld: true,
    });
    const last = await liftHold(world.desk, {
      caseId: id,
      hold: { reason: 'in-court' },
      actor: 'agent:anna',
    });
    expect(last).toMatchObject({ stillHeld: false });
    expect(await liftHold(world.desk, { caseId: id, hold: { reason: 'vip' }, actor: 'a' })).toEqual({
      kind: 'alreadyDone',
    });
  });

  it.each([
    ['a reason that is no code', { reason: 'Jan phoned us' }, 'reason-not-a-code'],
    ['an end that has passed', { until: MONDAY - 1 }, 'until-has-passed'],
  ])('with %s is refused', async (_name, change, reason) => {
    const answer = await placeHold(world.desk, { ...hold, ...change, caseId: await caseId('J/1') });
    expect(answer).toEqual({ kind: 'invalid', reason });
  });

  it('on a case that does not exist is told', async () => {
    const answer = await placeHold(world.desk, { ...hold, caseId: '019bb101-2180-7000-8000-000000000000' });
    expect(answer).toEqual({ kind: 'notFound' });
  });
});

describe('a stop of the person', () => {
  it('ends messages of all their cases, tells no creditor of another, and is done once', async () => {
    const messages = [await putInFlight(world, 'J/1'), await putInFlight(world, 'J/3', { channel: 'email' })];
    const spared = await putInFlight(world, 'E/1');
    const command = { caseId: await caseId('J/1'), actor: 'debtor', act: { channel: 'sms' } };
    expect(await cease(world.desk, command)).toEqual({ kind: 'ok', cancelled: 2 });
    expect(await cease(world.desk, command)).toEqual({ kind: 'alreadyDone' });
    for (const id of messages)
      expect(await fateOf(world, id)).toMatchObject({ status: 'cancelled', reason: 'stopped: cease' });
    expect(await fateOf(world, spared)).toMatchObject({ status: 'planned' });
    const [told] = await world.rows(
      `SELECT detail FROM case_events e JOIN cases c ON c.id = e.case_id WHERE c.ref = 'J/3' AND e.kind = 'person.stopped'`,
    );
    expect(told).toEqual({ detail: { stop: 'cease' } });
    expect(await world.rows('SELECT case_id, kind FROM interactions')).toEqual([
      { case_id: command.caseId, kind: 'cease' },
    ]);
  });

  it('by death or a lawyer also asks for an agent', async () => {
    await reportDeceased(world.desk, { caseId: await caseId('J/1'), actor: 'agent:anna' });
    await represented(world.desk, {
      caseId: await caseId('E/1'),
      actor: 'debtor',
      act: { channel: 'portal' },
    });
    const rows = await world.rows<{ reason: string }>('SELECT reason FROM escalations ORDER BY reason');
    expect(rows.map((row) => row.reason)).toEqual(['deceased', 'represented']);
  });

  it('is taken back by an agent alone', async () => {
    const id = await caseId('J/1');
    await reportDeceased(world.desk, { caseId: id, actor: 'api:crm' });
    expect(await liftStop(world.desk, { caseId: id, stop: 'deceased', agentRef: 'anna' })).toEqual({
      kind: 'ok',
    });
    expect(await world.count("persons WHERE stops <> '{}'")).toBe(0);
  });
});

describe('a dispute', () => {
  it('stops its case, puts it before an agent, and is one while it lasts', async () => {
    const [own, other] = [await putInFlight(world, 'J/1'), await putInFlight(world, 'J/2')];
    const command = { caseId: await caseId('J/1'), actor: 'debtor', act: { channel: 'portal' } };
    expect(await dispute(world.desk, command)).toEqual({ kind: 'ok', cancelled: 1 });
    expect(await dispute(world.desk, command)).toEqual({ kind: 'alreadyDone' });
    expect(await fateOf(world, own)).toMatchObject({ status: 'cancelled' });
    expect(await fateOf(world, other)).toMatchObject({ status: 'planned' });
    expect(await eventsOf('J/1')).toEqual(['case.disputed', 'escalation.requested']);
    expect(await wakesOf('J/1')).toEqual(['held', 'response', 'escalation']);
  });

  it('reaches an agent also while a hold stands that one has set for this reason, and no longer ends by itself', async () => {
    const command = { caseId: await caseId('J/1'), actor: 'debtor', act: { channel: 'portal' } };
    const until = MONDAY + 7 * 86_400_000;
    await placeHold(world.desk, {
      caseId: command.caseId,
      covers: 'case',
      reason: 'dispute',
      until,
      actor: 'agent:anna',
    });
    expect(await dispute(world.desk, command)).toMatchObject({ kind: 'ok' });
    expect(await dispute(world.desk, command)).toEqual({ kind: 'alreadyDone' });
    expect(await world.count(`escalations WHERE reason = 'dispute' AND status = 'requested'`)).toBe(1);
    expect(await world.count('holds WHERE lifted_at IS NULL AND until IS NULL')).toBe(1);
  });

  it('and hardship are two reasons', async () => {
    const command = { caseId: await caseId('J/1'), actor: 'debtor', act: { channel: 'portal' } };
    await dispute(world.desk, command);
    expect(await reportHardship(world.desk, command)).toMatchObject({ kind: 'ok' });
    expect(await world.count('holds WHERE lifted_at IS NULL')).toBe(2);
  });
});

describe('an opt-out', () => {
  const optOutOf = (messageId: string, confirm = true) =>
    optOut(world.desk, {
      address: { messageId, channel: 'sms' },
      channel: 'sms',
      actor: 'debtor',
      messageId,
      confirm,
    });

  it('blocks the channel of the address at once, for every debtor under it, and is confirmed once', async () => {
    const message = await putInFlight(world, 'J/1');
    const [sms, mail] = [
      await putInFlight(world, 'J/3'),
      await putInFlight(world, 'J/1', { channel: 'email' }),
    ];
    expect(await optOutOf(message)).toEqual({ kind: 'ok', cancelled: 2, confirmed: true });
    expect(await optOutOf(message)).toEqual({ kind: 'alreadyDone' });
    expect(await fateOf(world, sms)).toMatchObject({ status: 'cancelled', reason: 'opted-out: sms' });
    expect(await fateOf(world, mail)).toMatchObject({ status: 'planned', flying: true });
    expect(await world.count("contact_points WHERE opted_out @> '{sms}'")).toBe(2);
    expect(await world.rows('SELECT channel, reason FROM suppressions')).toEqual([
      { channel: 'sms', reason: 'opt-out' },
    ]);
    const confirmations = await world.rows(
      "SELECT purpose, channels, extra ? 'contactPointId' AS aimed FROM messages WHERE family = 'opt-out-confirmation'",
    );
    expect(confirmations).toEqual([{ purpose: 'requested', channels: ['sms'], aimed: true }]);
    expect(await wakesOf('J/1')).toEqual(['stopped', 'response']);
  });

  it('that the provider has confirmed is not confirmed again', async () => {
    expect(await optOutOf(await putInFlight(world, 'J/1'), false)).toMatchObject({ confirmed: false });
    expect(await world.count("messages WHERE family = 'opt-out-confirmation'")).toBe(0);
  });

  it('that only a provider reports is no response of the debtor', async () => {
    const messageId = await putInFlight(world, 'J/1');
    const reported = { channel: 'sms' as const, actor: 'provider:30004', messageId, confirm: false };
    await optOut(world.desk, { address: { messageId, channel: 'sms' }, ...reported });
    expect(await world.count("contact_points WHERE opted_out @> '{sms}'")).toBe(2);
    expect(await world.count("interactions WHERE kind = 'opt_out'")).toBe(0);
    expect(await wakesOf('J/1')).toEqual(['stopped']);
  });

  it('of an address on no record still blocks it', async () => {
    const address = { valueHash: Buffer.alloc(32, 7) };
    const answer = await optOut(world.desk, { address, channel: 'sms', actor: 'debtor', confirm: true });
    expect(answer).toEqual({ kind: 'blockedUnknown' });
    expect(await world.count('suppressions')).toBe(1);
  });
});

describe('a wrong party', () => {
  it('has the address forgotten everywhere and its hash kept, and hears nothing more', async () => {
    const message = await putInFlight(world, 'J/1');
    const messages = await world.count('messages');
    const command = {
      address: { messageId: message, channel: 'sms' },
      actor: 'debtor',
      channel: 'sms',
      messageId: message,
    };
    expect(await wrongParty(world.desk, command)).toEqual({ kind: 'ok', cancelled: 1 });
    expect(await wrongParty(world.desk, command)).toEqual({ kind: 'alreadyDone' });
    expect(await world.count("contact_points WHERE value = '+48451000001'")).toBe(0);
    expect(await world.count("contact_points WHERE status = 'purged' AND value IS NULL")).toBe(2);
    expect(await world.rows('SELECT channel, reason FROM suppressions')).toEqual([
      { channel: '*', reason: 'wrong-party' },
    ]);
    expect(await world.count('messages')).toBe(messages);
  });
});

describe('closing a case', () => {
  it('cancels its messages and is done once', async () => {
    const message = await putInFlight(world, 'J/1');
    const command = { caseId: await caseId('J/1'), reason: 'withdrawn', actor: 'api:crm' };
    expect(await closeCase(world.desk, command)).toEqual({ kind: 'ok', cancelled: 1 });
    expect(await closeCase(world.desk, command)).toEqual({ kind: 'alreadyDone' });
    expect(await fateOf(world, message)).toMatchObject({ status: 'cancelled', reason: 'closed: withdrawn' });
  });
});

describe('a channel that a person refuses', () => {
  const optedOut = async (ref: string) =>
    world.rows<{ kind: string; opted_out: string[] }>(
      `SELECT kind, opted_out FROM contact_points WHERE debtor_id = (SELECT debtor_id FROM cases WHERE ref = $1) ORDER BY kind`,
      [ref],
    );

  it('is closed on every address of theirs, for every creditor, and others stay open', async () => {
    const refused = await refuseChannel(world.desk, {
      caseId: await caseId('J/1'),
      channel: 'rcs',
      actor: 'agent:anna',
    });
    expect(refused).toEqual({ kind: 'ok', channel: 'sms' });
    for (const ref of ['J/1', 'J/3']) {
      for (const point of await optedOut(ref)) expect(point.opted_out).toContain('sms');
      expect(await eventsOf(ref)).toEqual(['person.channel_refused']);
    }
    for (const point of await optedOut('E/1')) expect(point.opted_out).toEqual([]);
    const people = await world.rows<{ refused_channels: string[] }>(
      'SELECT refused_channels FROM persons WHERE id = (SELECT person_id FROM cases WHERE ref = $1)',
      ['J/1'],
    );
    expect(people).toEqual([{ refused_channels: ['sms'] }]);
  });

  it('is refused once', async () => {
    const command = { caseId: await caseId('J/1'), channel: 'email', actor: 'agent:anna' } as const;
    await refuseChannel(world.desk, command);
    expect(await refuseChannel(world.desk, command)).toEqual({ kind: 'alreadyDone' });
  });
});
