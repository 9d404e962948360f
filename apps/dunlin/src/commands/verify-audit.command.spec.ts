import { reportAudit } from './verify-audit.command.js';

function report(audit: Parameters<typeof reportAudit>[0]): { code: number; lines: string[] } {
  const lines: string[] = [];
  return { code: reportAudit(audit, (line) => lines.push(line)), lines };
}

describe('dunlin verify-audit', () => {
  it('says how much holds', () => {
    const { code, lines } = report({ seals: 12, decisions: 340, archived: 0, firstBreak: null });
    expect({ code, lines }).toEqual({ code: 0, lines: ['All 12 seals over 340 decisions hold.'] });
  });

  it('says how much of it is archived and was not looked into', () => {
    const { code, lines } = report({ seals: 12, decisions: 300, archived: 40, firstBreak: null });
    expect([code, ...lines]).toEqual([
      0,
      'All 12 seals over 340 decisions hold.',
      '40 of the decisions are archived: their seals hold, and --archive <folder> checks them too.',
    ]);
  });

  it('names the first second that does not hold, whose it is and why, and fails', () => {
    const { code, lines } = report({
      seals: 12,
      decisions: 340,
      archived: 0,
      firstBreak: { creditorId: 'c-1', second: Date.UTC(2026, 0, 12, 8) / 1000, fault: 'decisions-changed' },
    });
    expect(code).toBe(1);
    expect(lines[0]).toContain('2026-01-12T08:00:00Z');
    expect(lines[1]).toContain('c-1: a decision of this second was changed');
  });
});
