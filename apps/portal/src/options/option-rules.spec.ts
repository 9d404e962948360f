import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { minimumPart, OptionRules, readOptions } from './option-rules.js';

const DEFAULT = `{key: default, part_payment: {minimum: {PLN: '50.00'}, minimum_share: 0.1}}`;

describe('what debtors may choose', () => {
  const options = readOptions('default.yaml', DEFAULT);

  it('has a smallest part in the currency of the case, and by share of the balance', () => {
    expect(minimumPart(options, 20_000, 'PLN')).toBe(5_000);
    expect(minimumPart(options, 200_000, 'PLN')).toBe(20_000);
    expect(minimumPart(options, 200_001, 'PLN')).toBe(20_100);
  });

  it('offers no part of a balance below the minimum, nor in a currency without one', () => {
    expect(minimumPart(options, 5_000, 'PLN')).toBeNull();
    expect(minimumPart(options, 20_000, 'EUR')).toBeNull();
  });

  it('names the file and the field of a fault', () => {
    expect(() => readOptions('x.yaml', `{key: x, part_payment: {minimum: {PLN: much}}}`)).toThrow(
      /x\.yaml: part_payment\.minimum\.PLN/,
    );
  });

  it('is read from the files that ship', async () => {
    const rules = await OptionRules.load(join(projectDirectory(), 'campaigns/options'));
    expect(rules.for('any', 'any').part_payment.minimum.PLN).toBeGreaterThan(0);
  });

  describe('in a folder of several files', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'options-'));
      await writeFile(join(folder, 'default.yaml'), DEFAULT);
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('follows the portfolio', async () => {
      const own = DEFAULT.replace('key: default', `key: own, portfolios: [acme/loans]`).replace(
        '50.00',
        '80.00',
      );
      await writeFile(join(folder, 'own.yaml'), own);
      const rules = await OptionRules.load(folder);
      expect(rules.for('acme', 'loans').part_payment.minimum.PLN).toBe(8_000);
      expect(rules.for('acme', 'cards').part_payment.minimum.PLN).toBe(5_000);
    });

    it('is refused at start when two files would serve the same portfolio', async () => {
      await writeFile(join(folder, 'second.yaml'), DEFAULT);
      await expect(OptionRules.load(folder)).rejects.toThrow('exactly one file');
    });
  });
});
