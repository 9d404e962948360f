import type { ExplainedDecision } from '#contracts';
import { reportExplanation } from './explanation-report.js';

const decision: ExplainedDecision = {
  id: '019b0000-0000-7000-8000-000000000001',
  legNo: 1,
  caseId: null,
  decidedAt: '2026-01-11T09:00:00.000Z',
  outcome: 'defer',
  reason: null,
  until: '2026-01-12T07:00:00.000Z',
  rule: { id: 'contact-hours', version: 1, pack: 'pl-default', packVersion: 1 },
  policyHash: 'abc',
  facts: { at: Date.parse('2026-01-11T09:00:00Z'), channel: 'sms', holds: [] },
  resolved: { zonesFrom: 'person' },
  replay: { result: 'same', decision: null },
};

function report(decisions: ExplainedDecision[]): { code: number; text: string } {
  const lines: string[] = [];
  const code = reportExplanation(
    {
      messageId: '019b0000-0000-7000-8000-000000000002',
      caseIds: ['019b0000-0000-7000-8000-000000000003'],
      caseRefs: ['K/1'],
      purpose: 'collection',
      family: 'overdue',
      status: 'deferred',
      statusReason: null,
      createdAt: '2026-01-11T09:00:00.000Z',
      archivedBefore: null,
      decisions,
    },
    (line) => lines.push(line),
  );
  return { code, text: lines.join('\n') };
}

describe('dunlin explain', () => {
  it('tells outcome, deciding rule, facts and what deciding again came to', () => {
    const { code, text } = report([decision]);
    expect(text).toContain('leg 1, at 2026-01-11T09:00:00.000Z: deferred until 2026-01-12T07:00:00.000Z');
    expect(text).toContain('contact-hours v1 of pl-default v1');
    expect(text).toMatch(/at +2026-01-11T09:00:00\.000Z/);
    expect(text).toMatch(/channel +sms/);
    expect(text).toMatch(/replay +the same/);
    expect(code).toBe(0);
  });

  it('names the case that a decision about several is of, by its number', () => {
    const { text } = report([{ ...decision, caseId: '019b0000-0000-7000-8000-000000000003' }]);
    expect(text).toContain('about case K/1');
    expect(text).toMatch(/of case +K\/1/);
    expect(report([decision]).text).not.toContain('of case');
  });

  it('fails when a decision does not come out as it was recorded', () => {
    const again = { ...decision, outcome: 'allow' as const, replay: decision.replay };
    const { code, text } = report([{ ...decision, replay: { result: 'different', decision: again } }]);
    expect(text).toContain('DIFFERENT: allowed until 2026-01-12T07:00:00.000Z, by contact-hours');
    expect(code).toBe(1);
  });

  it('fails when the policy is not there any more', () => {
    const { code, text } = report([{ ...decision, replay: { result: 'policy-unknown', decision: null } }]);
    expect(text).toContain('no policy is kept under abc');
    expect(code).toBe(1);
  });

  it('says so when there is no such message', () => {
    const lines: string[] = [];
    expect(reportExplanation(null, (line) => lines.push(line))).toBe(1);
    expect(lines).toEqual(['There is no such message.']);
  });
});
