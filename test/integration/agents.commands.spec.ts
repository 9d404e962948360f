import { Command } from 'commander';
import { registerAgents } from '../../apps/dunlin/src/commands/agents.command.js';
import { registerEscalations } from '../../apps/dunlin/src/commands/escalations.command.js';
import type { WithInstallation } from '../../apps/dunlin/src/commands/register-command.js';
import { EscalationWorld } from './escalation.world.js';

let world: EscalationWorld;
beforeAll(async () => (world = await EscalationWorld.open()));
beforeEach(() => world.reset());
afterAll(() => world.casework.close());
afterEach(() => {
  process.exitCode = undefined;
});

/** Runs a command line; gives its exit code and what it said. */
async function dunlin(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  const { db, desk } = world.casework;
  const withInstallation = ((work: (installation: unknown) => unknown) =>
    work({ db, desk })) as WithInstallation;
  const print = (line: string): void => void lines.push(line);
  registerAgents(program, withInstallation, print);
  registerEscalations(program, withInstallation, print);
  process.exitCode = undefined;
  await program.parseAsync(words, { from: 'user' });
  return { code: Number(process.exitCode ?? 0), said: lines.join('\n') };
}

describe('dunlin agents', () => {
  it('adds an agent with hours and skills, changes what is named, and knows who is away', async () => {
    const added = await dunlin(
      ...['agents', 'add', 'ewa', '--name', 'Ewa', '--language', 'pl', 'uk', '--hours', 'mon=08:00-12:00'],
      ...['--daily-limit', '5', '--lead'],
    );
    expect(added).toEqual({ code: 0, said: 'Added ewa; calls of this agent carry "X-Dunlin-Agent: ewa".' });
    expect(await world.roster.read('ewa')).toMatchObject({
      ...{ languages: ['pl', 'uk'], hours: { mon: '08:00-12:00' }, dailyLimit: 5, lead: true, email: null },
    });
    await dunlin('agents', 'absent', 'ewa', '--from', '2026-02-02', '--to', '2026-02-06');
    const changed = await dunlin(
      'agents',
      'change',
      'ewa',
      '--hours',
      'mon=off',
      'tue=09:00-17:00',
      '--no-daily-limit',
    );
    expect(changed.said).toMatch(
      /ewa .* tue 09:00-17:00 Europe\/Warsaw .* 0 of 40 .* lead, away 2026-02-02 to 2026-02-06/,
    );
    expect(await world.roster.read('ewa')).toMatchObject({
      languages: ['pl', 'uk'],
      dailyLimit: null,
      lead: true,
    });
    await dunlin('agents', 'back', 'ewa', '--from', '2026-02-02');
    expect((await world.roster.read('ewa'))?.absences).toEqual([]);
    await dunlin('agents', 'change', 'ewa', '--no-active', '--no-lead');
    expect(await world.roster.read('ewa')).toMatchObject({ active: false, lead: false });
  });

  it('says what is wrong with which field, and changes nothing', async () => {
    const before = await world.roster.read('anna');
    const refused = await dunlin('agents', 'change', 'anna', '--capacity', 'many', '--hours', 'mon=8-16');
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/^capacity: /m);
    expect(refused.said).toMatch(/^hours\.mon: hours of a day look like "08:00-16:00"/m);
    expect(await dunlin('agents', 'change', 'nobody', '--capacity', '1')).toEqual({
      ...{ code: 1, said: 'There is no agent nobody.' },
    });
    expect(await world.roster.read('anna')).toEqual(before);
  });
});

describe('dunlin escalations', () => {
  it('lists what is late, passes it on, takes it back, and tells why it was where', async () => {
    const [id = ''] = await world.handedOut('K/1');
    expect((await dunlin('escalations', 'list', '--overdue')).said).toBe('No escalations.');
    const passed = await dunlin('escalations', 'pass', id, '--to', 'oleh', '--reason', 'knows-the-debtor');
    expect(passed).toEqual({ code: 0, said: 'It is on the desk of oleh.' });
    expect((await dunlin('escalations', 'list', '--went-from', 'anna')).said).toContain(id);
    const why = (await dunlin('escalations', 'why', id)).said;
    expect(why).toMatch(
      /anna {2}run, handed-on at 2026-01-12T07:00Z {2}place 1 of 1: priority 3, 7000 minor units of PLN/,
    );
    expect(why).toMatch(/oleh {2}named, has it {2}by command-line: knows-the-debtor/);
    expect(why).not.toContain('Kowalski');
    expect(await dunlin('escalations', 'return', id, '--agent', 'anna', '--reason', 'ill')).toEqual({
      ...{ code: 1, said: 'It is not on the desk of this agent.' },
    });
    expect((await dunlin('escalations', 'return', id, '--agent', 'oleh', '--reason', 'ill')).code).toBe(0);
    expect(await world.state()).toEqual(['K/1 requested -']);
    expect((await dunlin('escalations', 'why', 'not-an-id')).said).toBe('There is no such escalation.');
  });
});
