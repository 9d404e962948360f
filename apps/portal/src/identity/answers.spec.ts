import { matchAnswers, readAnswers, readDate } from './answers.js';

const facts = {
  caseId: 'c1',
  caseRef: 'KR-2026/0042',
  postcode: '00-001',
  birthDate: '1980-12-31',
  nipKey: null,
};
const match = (form: Record<string, string>, known = facts) =>
  matchAnswers(readAnswers(form).answers, [known]).outcome;

describe('the identity check', () => {
  it.each(['00-001', '00001', ' 00 001 '])('takes the postcode as %s', (postcode) => {
    expect(match({ caseRef: 'KR-2026/0042', postcode })).toBe('match');
  });

  it.each(['31.12.1980', '1980-12-31', '31/12/1980', '31 12 1980', '31121980', '31-12-1980'])(
    'takes the birth date as %s',
    (birthDate) => {
      expect(match({ caseRef: 'KR-2026/0042', birthDate })).toBe('match');
    },
  );

  it('takes the birth date in three fields', () => {
    expect(match({ caseRef: 'KR-2026/0042', birthDay: '31', birthMonth: '12', birthYear: '1980' })).toBe(
      'match',
    );
  });

  it.each(['kr-2026/0042', 'KR 2026 0042', 'kr20260042'])('takes the case number as %s', (caseRef) => {
    expect(match({ caseRef, postcode: '00001' })).toBe('match');
  });

  it('wants the case number and the other answer to belong together', () => {
    expect(match({ caseRef: 'KR-2026/0043', postcode: '00-001' })).toBe('mismatch');
    expect(match({ caseRef: 'KR-2026/0042', postcode: '00-002' })).toBe('mismatch');
  });

  it('is not passed by leaving empty what is not on record', () => {
    expect(match({ caseRef: 'KR-2026/0042', birthDate: '1980-12-30' }, { ...facts, postcode: '' })).toBe(
      'mismatch',
    );
  });

  it('leaves a case without postcode and birth date to a person', () => {
    const unknown = { ...facts, postcode: null, birthDate: null };
    expect(matchAnswers(readAnswers({ caseRef: 'KR-2026/0042', postcode: '1' }).answers, [unknown])).toEqual({
      outcome: 'unprovable',
      caseId: 'c1',
    });
  });

  it('takes the NIP of a company, typed where the postcode is asked for', () => {
    const nipKey = Buffer.from('the keyed hash of its NIP');
    const company = { ...facts, birthDate: null, nipKey };
    const { answers } = readAnswers({ caseRef: 'KR-2026/0042', postcode: '526-104-08-28' });
    expect(answers.nip).toBe('5261040828');
    expect(matchAnswers(answers, [company], nipKey).outcome).toBe('match');
    expect(matchAnswers(answers, [company], Buffer.from('of another')).outcome).toBe('mismatch');
    expect(matchAnswers(answers, [company]).outcome).toBe('mismatch');
    expect(matchAnswers(answers, [facts], nipKey).outcome).toBe('mismatch');
    expect(readAnswers({ caseRef: 'A', postcode: '526-104-08-29' }).answers.nip).toBe('');
  });

  it('says what is missing or unreadable before it checks anything', () => {
    expect(readAnswers({}).faults).toEqual(['caseRef.missing', 'oneOf.missing']);
    expect(readAnswers({ caseRef: 'A', birthDate: 'soon' }).faults).toEqual(['birthDate.unreadable']);
  });

  it('knows no 31st of February', () => {
    expect(readDate('31.02.1980')).toBeNull();
  });
});
