import { Logger } from '@nestjs/common';
import { claimEscalation, returnEscalation } from '#casework';
import { type InternalMail, InternalMailer, type InternalMailResult } from '#contracts';
import { PgAgentDigests } from '#persistence';
import { DigestRunner } from '../../apps/scheduler/src/escalation/digest-runner.js';
import { EscalationWorld, at } from './escalation.world.js';

/** Takes mails as the house's server would, or does not. */
class Letterbox extends InternalMailer {
  readonly mails: InternalMail[] = [];
  answer: InternalMailResult = { outcome: 'accepted' };

  async send(mail: InternalMail): Promise<InternalMailResult> {
    if (this.answer.outcome !== 'refused') this.mails.push(mail);
    return this.answer;
  }
}

let world: EscalationWorld;
let letterbox: Letterbox;
beforeAll(async () => {
  // Mails that fail are complained about on purpose.
  Logger.overrideLogger(false);
  world = await EscalationWorld.open();
});
beforeEach(async () => {
  await world.reset();
  letterbox = new Letterbox();
  await world.roster.change('anna', { email: 'anna@dunlin.example' }, 'spec');
  await world.roster.change('oleh', { capacity: 0 }, 'spec');
});
afterAll(() => world.casework.close());

/** As another process has one. */
function process(agentMail = true): DigestRunner {
  const { db, desk, clock } = world.casework;
  const config = { agentMail };
  return new DigestRunner(desk, new PgAgentDigests(db), letterbox, clock, config, world.otherRunner());
}
const step = (instant: number) => world.casework.clock.stepTo(instant);
const outcomes = () =>
  world.casework.rows('SELECT to_char(day, $1) AS day, outcome FROM agent_digests d ORDER BY d.day', ['Dy']);

describe('the mail of an agent’s day', () => {
  it('tells what is new, of which case and why, and nothing of the debtor', async () => {
    await world.escalate('K/1', 'high');
    expect(await process().sendDue()).toBe(1);
    const [mail] = letterbox.mails;
    expect(mail).toMatchObject({ to: 'anna@dunlin.example', subject: 'Your escalations: 1 new' });
    for (const text of [mail?.text ?? '', mail?.html ?? '']) {
      expect(text).toContain('K/1 · collections · no-response · high · due 2026-01-14 08:00');
      expect(text).not.toMatch(/Kowalski|jan1@|452/);
    }
    // It is no contact of a debtor's.
    for (const table of ['messages', 'attempts', 'decisions'])
      expect(await world.casework.count(table)).toBe(0);
  });

  it('goes out once a day, by however many processes and restarts', async () => {
    await world.escalate('K/1');
    const all = await Promise.all(Array.from({ length: 6 }, () => process().sendDue()));
    expect(all.reduce((sum, one) => sum + one, 0)).toBe(1);
    await step(at('mon', '15:00'));
    expect(await process().sendDue()).toBe(0);
    expect(letterbox.mails).toHaveLength(1);
    expect(await outcomes()).toEqual([{ day: 'Mon', outcome: 'sent' }]);
  });

  it('goes out when their day begins where they are, on no holiday and no day away, and not when it is over', async () => {
    await world.roster.change('anna', { zone: 'America/New_York', country: 'US' }, 'spec');
    await world.escalate('K/1');
    await world.runner.runDue();
    expect(await process().sendDue()).toBe(0);
    await step(at('mon', '14:00') - 1);
    expect(await process().sendDue()).toBe(0);
    await step(at('mon', '14:00'));
    expect(await process().sendDue()).toBe(1);
    await world.roster.addAbsence('anna', { from: '2026-01-13', to: '2026-01-13' }, 'spec');
    await step(at('tue', '15:00'));
    expect(await process().sendDue()).toBe(0);
    // Monday, 19 January is Martin Luther King Day.
    await step(Date.parse('2026-01-19T15:00:00Z'));
    expect(await process().sendDue()).toBe(0);
    await step(at('thu', '23:30'));
    expect(await process().sendDue()).toBe(0);
  });

  it('tells of each once as it grows older: new, due today, overdue, and gone to somebody else', async () => {
    const [kept = '', lapsing = ''] = [await world.escalate('K/1'), await world.escalate('K/2')];
    await process().sendDue();
    await claimEscalation(world.casework.desk, { escalationId: kept, agentRef: 'anna' });
    await world.casework.db.query(
      `UPDATE escalations SET due_at = due_at + interval '2 hours' WHERE id = $1`,
      [kept],
    );
    await step(at('tue', '08:00'));
    // Nothing new, nothing due: no mail.
    expect(await process().sendDue()).toBe(0);
    await world.roster.change('oleh', { capacity: 5 }, 'spec');
    await step(at('wed', '08:00'));
    expect(await process().sendDue()).toBe(1);
    expect(letterbox.mails[1]?.subject).toBe('Your escalations: 1 due today, 1 passed on');
    expect(letterbox.mails[1]?.text).toMatch(/K\/2 · .* · nobody had claimed it in time/);
    await step(at('thu', '08:00'));
    expect(await process().sendDue()).toBe(1);
    expect(letterbox.mails[2]?.subject).toBe('Your escalations: 1 overdue');
    expect((await world.book.read(lapsing))?.agent).toBe('oleh');
    expect(await outcomes()).toEqual([
      { day: 'Mon', outcome: 'sent' },
      { day: 'Tue', outcome: 'nothing-to-tell' },
      { day: 'Wed', outcome: 'sent' },
      { day: 'Thu', outcome: 'sent' },
    ]);
  });

  it('tells leads what is overdue in their queues and on nobody’s desk', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await returnEscalation(world.casework.desk, { escalationId: id, agentRef: 'anna', reason: 'not-mine' });
    await world.roster.change('anna', { lead: true }, 'spec');
    await step(at('thu', '08:00'));
    await process().sendDue();
    expect(letterbox.mails.map(({ subject }) => subject)).toEqual([
      'Your escalations: 1 overdue with nobody',
    ]);
  });

  it('is tried again where nobody took it, and never where somebody may have it', async () => {
    await world.escalate('K/1');
    letterbox.answer = { outcome: 'refused', code: 'ECONNECTION', retry: 'later' };
    expect(await process().sendDue()).toBe(0);
    letterbox.answer = { outcome: 'accepted' };
    // Its minute has not passed yet.
    expect(await process().sendDue()).toBe(0);
    await world.casework.db.query(`UPDATE agent_digests SET lease_until = now() - interval '1 second'`);
    expect(await process().sendDue()).toBe(1);

    await world.casework.db.query('TRUNCATE agent_digests');
    letterbox.answer = { outcome: 'unknown', code: 'ETIMEDOUT' };
    await process().sendDue();
    letterbox.answer = { outcome: 'accepted' };
    await world.casework.db.query(`UPDATE agent_digests SET lease_until = now() - interval '1 day'`);
    expect(await process().sendDue()).toBe(0);
    expect(await outcomes()).toEqual([{ day: 'Mon', outcome: 'unknown' }]);
  });

  it('is taken up by another process where one ended before handing it over, but not once it had begun', async () => {
    await world.escalate('K/1');
    const digests = new PgAgentDigests(world.casework.db);
    const [recipient] = await digests.recipients();
    const name = { agentId: recipient?.id ?? '', day: '2026-01-12' };
    expect(await digests.claim(name, 60_000)).toBe(true);
    expect(await process().sendDue()).toBe(0);
    await world.casework.db.query(`UPDATE agent_digests SET lease_until = now() - interval '1 second'`);
    // Who lost the claim does not begin.
    expect(await digests.begin(name, at('mon', '08:00'))).toBe(false);
    expect(await process().sendDue()).toBe(1);
    await world.casework.db.query(
      `UPDATE agent_digests SET outcome = NULL, lease_until = now() - interval '1 second'`,
    );
    expect(await process().sendDue()).toBe(0);
  });

  it('is not sent to agents without an address, to those who are not active, nor where mails are off', async () => {
    await world.escalate('K/1');
    expect(await process(false).sendDue()).toBe(0);
    await world.roster.change('anna', { email: null }, 'spec');
    expect(await process().sendDue()).toBe(0);
    await world.roster.change('anna', { email: 'anna@dunlin.example', active: false }, 'spec');
    expect(await process().sendDue()).toBe(0);
    expect(await world.casework.count('agent_digests')).toBe(0);
  });
});
