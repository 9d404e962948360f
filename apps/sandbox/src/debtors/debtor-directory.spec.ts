import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { DebtorDirectory } from './debtor-directory.js';

const demo = (name: string) => join(projectDirectory(), 'campaigns', 'demo', name);

describe('the directory of debtors', () => {
  let directory: DebtorDirectory;
  beforeAll(async () => {
    directory = new DebtorDirectory({ debtorsFiles: [demo('consumers.csv'), demo('businesses.csv')] });
    await directory.onModuleInit();
  });

  it('knows businesses by their name and by each of their addresses, with what opens their page', () => {
    const known = { caseRef: 'HB/2026/00001', name: 'Amber-Budowa S.A.', postcode: '90-259' };
    expect(directory.behind('+48452168752')).toMatchObject(known);
    expect(directory.behind('faktury@amberbudowa.example.net')).toMatchObject(known);
    expect(directory.behind('biuro@amberbudowa.example.net')).toMatchObject(known);
  });

  it('takes of several cases of one address the one that a message names, else the first', async () => {
    const one = new DebtorDirectory({ debtorsFiles: [demo('consumers.csv')] });
    await one.onModuleInit();
    const twice = [...cases(one)].find(({ caseRef, phone }) => {
      return phone !== null && one.behind(phone)?.caseRef !== caseRef;
    });
    if (!twice?.phone) throw new Error('nobody in the demo has two cases');
    expect(one.behind(twice.phone, `Sprawa ${twice.caseRef}: link`)).toBe(twice);
    expect(one.behind(twice.phone, 'SMS')).toBe(one.behind(twice.phone));
  });
});

function* cases(directory: DebtorDirectory) {
  for (let n = 1; n <= directory.size; n += 1) {
    for (const prefix of ['LP', 'ZD']) {
      const debtor = directory.byCaseRef(`${prefix}/2026/${String(n).padStart(5, '0')}`);
      if (debtor) yield debtor;
    }
  }
}
