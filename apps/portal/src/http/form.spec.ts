import { field } from './form.js';

describe('what is written into a field', () => {
  it('loses characters that the database would refuse, and keeps its lines', () => {
    const message = 'Nie\u0000 mogę\u0007\u009f zapłacić\r\n\tw maju \ud83d';
    expect(field({ message }, 'message')).toBe('Nie mogę zapłacić\r\n\tw maju');
    expect(field({ message: `${'a'.repeat(9_999)}😀` }, 'message')).toBe('a'.repeat(9_999));
    expect(field({ message: 'ok 😀' }, 'message')).toBe('ok 😀');
  });
});
