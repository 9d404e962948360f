import { stages } from '../cadence/stage.js';
import { personalise, type DebtorProfile, type PersonalisationWishes } from './personalise.js';
import { tones } from './tone.js';

const profile: DebtorProfile = { kind: 'consumer', language: 'uk', gender: 'f' };
const wishes: PersonalisationWishes = {
  stage: 'early',
  languages: ['pl', 'en', 'uk'],
  fallbackLanguage: 'pl',
};

describe('a debtor', () => {
  it('is written to in their own language where the text exists in it, else in the portfolio’s', () => {
    expect(personalise(profile, wishes).language).toBe('uk');
    expect(personalise({ ...profile, language: 'en-GB' }, wishes).language).toBe('en');
    expect(personalise(profile, { ...wishes, languages: ['pl', 'en'] }).language).toBe('pl');
    expect(personalise({ ...profile, language: 'de' }, wishes).language).toBe('pl');
    expect(personalise({ ...profile, language: null }, wishes).language).toBe('pl');
  });

  it('is addressed by the grammatical gender on record, and neutrally when there is none', () => {
    expect(personalise(profile, wishes).formOfAddress).toBe('female');
    expect(personalise({ ...profile, gender: 'm' }, wishes).formOfAddress).toBe('male');
    expect(personalise({ ...profile, gender: null }, wishes).formOfAddress).toBe('neutral');
    expect(personalise({ ...profile, kind: 'business' }, wishes).formOfAddress).toBe('neutral');
  });

  it('hears a tone that never softens as the case goes on, unless a step asks for one', () => {
    const heard = stages
      .filter((stage) => stage !== 'closed')
      .map((stage) => tones.indexOf(personalise(profile, { ...wishes, stage }).tone));
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(personalise(profile, { ...wishes, tone: 'formal' }).tone).toBe('formal');
  });
});
