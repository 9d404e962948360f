import { storeAccepted } from '#persistence';
import { type CallbackDoor, DOORS, openPages, post, type Posting } from './callbacks.doors.js';
import { TrackerDoors } from './tracker.doors.js';
import { type Message, NOW, type TrackerWorld } from './tracker.world.js';

let doors: TrackerDoors;
let world: TrackerWorld;
beforeAll(async () => {
  doors = await TrackerDoors.open();
  world = doors.world;
});
afterAll(() => doors.close());

/** How each story ends once all of it was told. */
const ENDS: Readonly<Record<CallbackDoor['of'], object>> = {
  sms: { message: 'delivered', legs: [{ status: 'delivered' }], facts: 2 },
  rcs: { message: 'read', legs: [{ status: 'read' }], facts: 3 },
  voice: { message: 'delivered', legs: [{ status: 'completed' }], facts: 3 },
  email: { message: 'undelivered', legs: [{ status: 'bounced', error_code: '5.1.1' }], facts: 3 },
  payments: { status: 'closed', balance_minor: 0, facts: 2, paid: 10_000 },
};

/** Handed over, and the provider's answer is not on record yet. */
const IN_FLIGHT = {
  outcome: null,
  status: 'planned',
  flight: { stage: 'moving', leaseSeconds: 30 },
} as const;

describe.each(DOORS.map((door) => [door.of, door] as const))('callbacks about %s', (of, door) => {
  /** Something that its provider has taken, unless it is too early for that. */
  async function begin(early = false): Promise<Message> {
    const options = early && of !== 'payments' ? IN_FLIGHT : {};
    const message = await world.message({ channels: [of === 'payments' ? 'sms' : of], ...options });
    if (of === 'payments' && !early) await openPages(world, message);
    return message;
  }

  const tell = (awaited: Message, event: string, posting?: Posting) =>
    post(doors.base, door, door.path(awaited), door.tells(awaited, event), posting);

  async function tellAll(awaited: Message, events: readonly string[] = door.events): Promise<void> {
    for (const event of events) expect(await tell(awaited, event)).toBe(204);
  }

  /** What callbacks can change, whatever they are about. */
  async function state(awaited: Message): Promise<object> {
    const { caseId } = awaited.debtor;
    if (of === 'payments') {
      const [record] = await doors.query('SELECT status, balance_minor FROM cases WHERE id = $1', caseId);
      const [money] = await doors.query(
        `SELECT count(*)::int AS facts, coalesce(sum(amount_minor), 0)::int AS paid FROM payments WHERE case_id = $1`,
        caseId,
      );
      return { ...record, ...money };
    }
    const { legs, message, attempt, enrolment, contacts } = await world.stateOf(awaited);
    const receipts = 'SELECT count(*)::int AS facts FROM receipts WHERE message_id = $1';
    const [told] = await doors.query(receipts, awaited.messageId);
    return { legs, message, attempt: attempt?.outcome, enrolment, contacts, ...told };
  }

  async function straight(): Promise<object> {
    const awaited = await begin();
    await tellAll(awaited);
    return state(awaited);
  }

  it('tell a story to its end', async () => {
    expect(await straight()).toMatchObject(ENDS[of]);
  });

  it('that are repeated, one after another or at once, are facts once', async () => {
    const awaited = await begin();
    for (const event of door.events) await tellAll(awaited, [event, event]);
    const again = door.events.flatMap((event) => [event, event, event]);
    const answers = await Promise.all(again.map((event) => tell(awaited, event)));
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(await state(awaited)).toEqual(await straight());
  });

  it('that come in another order tell the same story', async () => {
    const expected = await straight();
    const { events } = door;
    for (const order of [events.toReversed(), [...events.slice(1), ...events.slice(0, 1)]]) {
      const awaited = await begin();
      await tellAll(awaited, order);
      expect(await state(awaited)).toEqual(expected);
    }
  });

  it('that come before what they are about is on record lose nothing', async () => {
    const awaited = await begin(true);
    if (of === 'payments') {
      for (const event of door.events) expect(await tell(awaited, event)).toBe(404);
      expect(await state(awaited)).toMatchObject({ facts: 0 });
      await openPages(world, awaited);
      await tellAll(awaited);
    } else {
      await tellAll(awaited);
      const { shard, messageId, debtor } = awaited;
      const answer = { shard, messageId, legNo: 1, attemptNo: 1, personId: debtor.personId };
      const accepted = {
        outcome: 'accepted',
        providerRef: 'early',
        errorCode: null,
        nextLegAt: null,
      } as const;
      await storeAccepted(world.db, NOW, [{ ...answer, ...accepted }]);
    }
    expect(await state(awaited)).toEqual(await straight());
  });

  it('that cannot be committed are asked for again, and are then facts once', async () => {
    const awaited = await begin();
    const [first = ''] = door.events;
    await world.db.query(`ALTER TABLE ${door.table} RENAME TO away`);
    expect(await tell(awaited, first)).toBeGreaterThanOrEqual(500);
    await world.db.query(`ALTER TABLE away RENAME TO ${door.table}`);
    await tellAll(awaited);
    expect(await state(awaited)).toEqual(await straight());
  });

  const forgeries: [string, Posting][] = [
    ['are not signed', { signer: null }],
    ['are signed by somebody else', { signer: 'another secret' }],
    ['were changed on the way', { tamper: (body) => body.replace(/\d(?=\D*$)/, '9') }],
    ['were added to on the way', { tamper: (body) => `${body} ` }],
    ...(door.signs.address
      ? [['were signed for another', { signedFor: (path) => path.replace(/1$/, '2') }] as [string, Posting]]
      : []),
    ...(door.signs.time
      ? ([
          ['were signed long ago', { secondsAgo: 600 }],
          ['were signed in time to come', { secondsAgo: -600 }],
        ] as [string, Posting][])
      : []),
  ];

  it.each(forgeries)('that %s are refused and change nothing', async (_, posting) => {
    const awaited = await begin();
    const before = await state(awaited);
    for (const event of door.events) expect(await tell(awaited, event, posting)).toBe(403);
    expect(await state(awaited)).toEqual(before);
  });

  it.each<[string, (body: string) => string]>([
    ['are empty', () => ''],
    ['are nonsense', () => '%%%{"a":[}'],
    ['are cut off', (body) => body.slice(0, 12)],
  ])('that are signed and %s change nothing, and are no failure of ours', async (_, body) => {
    const awaited = await begin();
    const before = await state(awaited);
    for (const event of door.events) expect(await tell(awaited, event, { body })).toBeLessThan(500);
    expect(await state(awaited)).toEqual(before);
  });

  it('about what is not ours change nothing', async () => {
    const awaited = await begin();
    const before = await state(awaited);
    for (const event of door.events) {
      const status = await post(doors.base, door, door.path(awaited), door.foreign(awaited, event));
      expect(status).toBeLessThan(500);
    }
    expect(await state(awaited)).toEqual(before);
  });

  it('that are larger than anything of theirs are not even read', async () => {
    const awaited = await begin();
    const before = await state(awaited);
    const padding = 'x'.repeat(3 * 2 ** 20);
    const [event = ''] = door.events;
    const answer = await tell(awaited, event, { tamper: (body) => body + padding }).catch(() => 413);
    expect(answer).toBe(413);
    expect(await state(awaited)).toEqual(before);
  });
});
