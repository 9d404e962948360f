import fc from 'fast-check';
import { caseColumns } from '../cases/case-columns.js';
import { readAmount, readCurrency, readDate, readText } from './cell-readers.js';
import { columnKey } from './column.js';
import { mapHeader } from './map-header.js';
import { wordRowFault } from './row-fault.js';

function codeOf(header: string[], mapping = {}): string | null {
  const mapped = mapHeader(header, caseColumns, mapping);
  return 'refusal' in mapped ? mapped.refusal.code : null;
}

describe('column names', () => {
  it.each(['Nr sprawy', 'nr_sprawy', 'NR-SPRAWY', ' Nr  Sprawy '])('"%s" is the case number', (name) => {
    expect(columnKey(name)).toBe('nr_sprawy');
  });

  it('are found in Polish and in English, with or without diacritics', () => {
    const polish = mapHeader(['Nr sprawy', 'Kwota główna', 'Termin płatności', 'Imię', 'Płeć'], caseColumns);
    const english = mapHeader(['Reference', 'Principal', 'Due date', 'First name', 'Gender'], caseColumns);
    const fields = ['ref', 'principal', 'due_date', 'first_name', 'gender'];
    for (const mapped of [polish, english]) {
      expect('positions' in mapped && [...mapped.positions.keys()].sort()).toEqual([...fields].sort());
    }
  });

  it('that nothing is taken from are told', () => {
    const mapped = mapHeader(['nr_sprawy', 'kwota', 'termin', 'uwagi', ''], caseColumns);
    expect('ignored' in mapped && mapped.ignored).toEqual(['uwagi']);
  });

  it('of the creditor’s own attributes are found by their prefix, in files of cases alone', () => {
    const header = ['nr_sprawy', 'kwota', 'termin', 'attr:Klasa ryzyka', ' Cecha: Region ', 'attr:'];
    const ofCases = mapHeader(header, caseColumns, {}, true);
    expect('attributes' in ofCases && [...ofCases.attributes]).toEqual([
      ['klasa_ryzyka', 3],
      ['region', 4],
    ]);
    expect('ignored' in ofCases && ofCases.ignored).toEqual(['attr:']);
    const ofOthers = mapHeader(header, caseColumns);
    expect('attributes' in ofOthers && ofOthers.attributes.size).toBe(0);
    const twice = mapHeader([...header, 'attr:REGION'], caseColumns, {}, true);
    expect('refusal' in twice && twice.refusal.code).toBe('repeated-columns');
  });

  it('may be mapped where the aliases do not know them', () => {
    const mapped = mapHeader(['ID', 'kwota', 'termin'], caseColumns, { ref: 'id' });
    expect('positions' in mapped && mapped.positions.get('ref')).toBe(0);
  });

  it.each([
    ['a row of data in their place', ['ZD/1', '123,50', '12.01.2026'], 'no-header'],
    ['names of nothing', ['foo', 'bar'], 'no-header'],
    ['no amount', ['nr_sprawy', 'termin'], 'missing-columns'],
    ['two of one meaning', ['nr_sprawy', 'sygnatura', 'kwota', 'termin'], 'repeated-columns'],
  ])('refuse the file when there are %s', (_name, header, code) => {
    expect(codeOf(header)).toBe(code);
  });

  it('refuse the file when the mapping names a column that is not there', () => {
    expect(codeOf(['nr_sprawy', 'kwota', 'termin'], { title: 'umowa' })).toBe('unknown-mapping');
  });

  it('that are missing are named in the refusal', () => {
    const mapped = mapHeader(['nr_sprawy'], caseColumns);
    expect('refusal' in mapped && mapped.refusal.reason).toBe(
      'required columns are missing: "principal" or "kwota" (principal owed), "due_date" or "termin_platnosci" (due date)',
    );
  });
});

describe('cells', () => {
  it.each([
    ['1 234,50', 123450],
    ['1\u00a0234,50', 123450],
    ['1234.5', 123450],
    ['1.234,50', 123450],
    ['0', 0],
  ])('the amount "%s" is %i grosze', (text, minor) => {
    expect(readAmount(text)).toEqual({ ok: true, value: minor });
  });

  it.each([
    ['1,234,50', 'has two decimal marks', 'write 1234,50'],
    ['12.345.67', 'has two decimal marks', 'write 12345,67'],
    ['1,234,5', 'has two decimal marks', 'write 1234,50'],
    ['-5,00', 'is negative', 'write what is owed as a positive amount; payments come in a file of their own'],
    ['brak', 'is no amount', 'write digits and one decimal mark, such as 1234,50'],
  ])('the amount "%s" %s', (text, reason, remedy) => {
    expect(readAmount(text)).toEqual({ ok: false, reason, remedy });
  });

  it.each([
    ['31.12.2026', '2026-12-31'],
    ['1.2.2026', '2026-02-01'],
    ['2026-12-31', '2026-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['2026-12-31 00:00:00', '2026-12-31'],
    ['29.02.2024', '2024-02-29'],
  ])('the date "%s" is %s', (text, iso) => {
    expect(readDate(text)).toEqual({ ok: true, value: iso });
  });

  it.each([
    ['31.02.2026', 'does not exist in the calendar'],
    ['29.02.2026', 'does not exist in the calendar'],
    ['2026-13-01', 'does not exist in the calendar'],
    ['12/31/2026', 'does not exist in the calendar'],
    ['31.12.26', 'is no date'],
    ['46022', 'is no date'],
  ])('the date "%s" %s', (text, reason) => {
    expect(readDate(text)).toMatchObject({ ok: false, reason });
  });

  it.each([
    ['pln', 'PLN'],
    ['zł', 'PLN'],
    ['€', 'EUR'],
  ])('the currency "%s" is %s', (text, code) => {
    expect(readCurrency(text)).toEqual({ ok: true, value: code });
  });

  it('an unknown currency is refused', () => {
    expect(readCurrency('XXX')).toMatchObject({ ok: false });
  });

  it('text is cleaned to the same, however little there is to clean', () => {
    const unit = fc.constantFrom(
      'a',
      'Ż',
      'é',
      '.',
      ' ',
      '  ',
      '\u00a0',
      '\t',
      '\u0000',
      '\u200b',
      'e\u0301',
      'Ω',
      '𝒳',
      '̇',
      '÷',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const cleaned = text
          .normalize('NFC')
          .replace(/[\p{Cc}\u200b\ufeff\s]+/gu, ' ')
          .trim();
        expect(readText(text, 100)).toEqual({ ok: true, value: cleaned });
      }),
      { numRuns: 1000 },
    );
  });

  it('text loses control characters and surplus spaces, and keeps its letters', () => {
    expect(readText('  Łęcka\u0000 \n Żółć ', 50)).toEqual({ ok: true, value: 'Łęcka Żółć' });
    expect(readText('x'.repeat(51), 50)).toMatchObject({ ok: false, reason: 'is longer than 50 characters' });
  });
});

it('a fault reads as a sentence with line, column, cell, reason and remedy', () => {
  const fault = {
    line: 12,
    column: 'kwota',
    value: '1,234,50',
    reason: 'has two decimal marks',
    remedy: 'write 1234,50',
  };
  expect(wordRowFault(fault)).toBe(
    'line 12, column "kwota": "1,234,50" has two decimal marks; write 1234,50',
  );
});
