import type { DigestContent, DigestLine, DigestRecipient } from '#contracts';
import { CompiledCalendar, OFFICE_HOURS } from '#domain';
import { composeDigest } from './compose-digest.js';
import { hasNews, TOLD_ONE_BY_ONE } from './digest-words.js';

const ANNA: DigestRecipient = {
  ...{ id: 'a1', ref: 'anna/1', name: 'Anna <Nowak>', email: 'anna@dunlin.example' },
  ...{ zone: 'America/New_York', country: 'US', hours: OFFICE_HOURS, absences: [] },
};
const NOTHING: DigestContent = { onDesk: 4, fresh: [], dueToday: [], overdue: [], gone: [], unclaimed: [] };
const line = (caseRef: string): DigestLine => ({
  ...{ escalationId: `id-${caseRef}`, caseRef, queue: 'collections', reason: 'dispute', priority: 1 },
  dueAt: Date.parse('2026-07-01T13:30:00Z'),
});
const calendar = new CompiledCalendar();
const compose = (content: Partial<DigestContent>) =>
  composeDigest({ agentId: 'a1', day: '2026-07-01' }, ANNA, { ...NOTHING, ...content }, calendar);

describe('the words of the mail of the day', () => {
  it('name each section that has something, in the order of its haste, with times on the agent’s clock', () => {
    const mail = compose({
      fresh: [line('N/1')],
      overdue: [line('O/1')],
      gone: [{ ...line('G/1'), ended: 'away' }],
    });
    expect(mail.id).toBe('agent-digest-a1-2026-07-01');
    expect(mail.subject).toBe('Your escalations: 1 overdue, 1 new, 1 passed on');
    expect(mail.text.match(/^- .*/gm)).toEqual([
      '- O/1 · collections · dispute · urgent · due 2026-07-01 09:30',
      '- N/1 · collections · dispute · urgent · due 2026-07-01 09:30',
      '- G/1 · collections · dispute · urgent · due 2026-07-01 09:30 · you are away until after it is due',
    ]);
    expect(mail.text).toContain('On your desk: 4.');
    expect(mail.text).toContain('by its case number');
  });

  it('lead nowhere: what they are about lies behind a key, and inside the house', () => {
    const { text, html } = compose({ fresh: [line('N/1')], unclaimed: [line('U/1')] });
    expect(text).not.toMatch(/https?:|\/api/);
    expect(html).not.toMatch(/https?:|\/api|<a /);
  });

  it('stand in the HTML as they are, whatever a case number or a name holds', () => {
    const { html } = compose({ fresh: [line('<b>"A&B"')] });
    expect(html).toContain('Good morning, Anna &lt;Nowak&gt;.');
    expect(html).toContain('&lt;b&gt;&quot;A&amp;B&quot; · collections');
    expect(html).not.toContain('<b>');
  });

  it('tell of the first of many one by one, and count the rest', () => {
    const all = Array.from({ length: TOLD_ONE_BY_ONE + 7 }, (_, index) => line(`N/${index}`));
    const mail = compose({ fresh: all });
    expect(mail.subject).toBe(`Your escalations: ${TOLD_ONE_BY_ONE + 7} new`);
    expect(mail.text.match(/^- /gm)).toHaveLength(TOLD_ONE_BY_ONE);
    expect(mail.text).toContain('… and 7 more');
  });

  it('are not sent where there is nothing to tell but what lies on the desk', () => {
    expect(hasNews(NOTHING)).toBe(false);
    expect(hasNews({ ...NOTHING, unclaimed: [line('U/1')] })).toBe(true);
  });
});
