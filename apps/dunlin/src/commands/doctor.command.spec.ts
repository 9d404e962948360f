import { reportFindings, whereMessagesGo } from './doctor.command.js';

const sandbox = {
  twilio: { accountSid: 'AC', authToken: 't', apiUrl: 'http://127.0.0.1:3000/sandbox/twilio' },
  smtpUrl: 'smtp://127.0.0.1:3025',
  publicUrl: 'http://localhost:3000',
};

describe('dunlin doctor', () => {
  it('finds nothing wrong with links to this machine while all messages stay on it', () => {
    expect(whereMessagesGo(sandbox).filter((finding) => finding.remedy)).toEqual([]);
  });

  it('warns when messages leave the machine with links that only work on it', () => {
    const findings = whereMessagesGo({ ...sandbox, smtpUrl: 'smtps://user:hidden@mail.example.com:465' });
    expect(findings.find((finding) => finding.remedy)?.what).toBe('links point at');
    expect(JSON.stringify(findings)).not.toContain('hidden');
  });

  it('fails when something is to be put right, and says what to do', () => {
    const lines: string[] = [];
    const code = reportFindings(
      [
        { what: 'a', found: 'b' },
        { what: 'c', found: 'd', remedy: 'Do e.' },
      ],
      (line) => lines.push(line),
    );
    expect(code).toBe(1);
    expect(lines).toEqual(['✓ a: b', '✗ c: d', '    Do e.']);
  });
});
