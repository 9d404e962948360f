import { readFileSync } from 'node:fs';
import { parseAgentHabits, workThrough } from './agent-habits.js';

const DEMO = readFileSync('campaigns/demo/agents.yaml', 'utf8');

function demo() {
  const parsed = parseAgentHabits(DEMO, 'agents.yaml');
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.habits;
}

const ends = (reason: string): string[] => {
  const all = Array.from(
    { length: 200 },
    (_, n) => workThrough(demo(), 'demo', { id: `e${n}`, reason }).way.next,
  );
  return [...new Set(all)].sort();
};

describe('the habits of the demo’s agents', () => {
  it('end each escalation in a way that its reason allows: who has died is never asked for a promise', () => {
    expect(ends('deceased')).toEqual(['stop']);
    expect(ends('dispute')).toEqual(['close', 'hold', 'resume']);
    expect(ends('human-requested')).toEqual(['hold', 'promise', 'resume']);
  });

  it('deal with the same escalation in the same way, within the time that it takes', () => {
    const once = workThrough(demo(), 'demo', { id: 'e1', reason: 'dispute' });
    expect(workThrough(demo(), 'demo', { id: 'e1', reason: 'dispute' })).toEqual(once);
    expect(once.takesMs).toBeGreaterThanOrEqual(demo().takes.from);
    expect(once.takesMs).toBeLessThanOrEqual(demo().takes.to);
  });

  it('are refused with the line where they cannot be used', () => {
    const faulty = DEMO.replace('leaves: 6', 'leaves: many').replace(/ {2}- ways:\n(.*\n)+$/, '');
    const parsed = parseAgentHabits(faulty, 'agents.yaml');
    expect('faults' in parsed && parsed.faults.map(({ message }) => message)).toEqual([
      expect.any(String),
      'the last outcomes name no reasons: they are for all others',
    ]);
  });
});
