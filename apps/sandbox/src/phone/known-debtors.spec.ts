import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

const CONSUMERS = `nr_sprawy;imie;nazwisko;data_urodzenia;kod_pocztowy;telefon;email
ZD/1;Jan;Kowalski;31.12.1980;00-950;500 000 001;jan@mail.example
ZD/2;Jan;Kowalski;31.12.1980;00-950;500 000 001;jan@mail.example
`;
const BUSINESSES = `nr_sprawy;firma;nip;osoba_kontaktowa;telefon;email;osoba_kontaktowa_2;email_2;kod_pocztowy
HB/1;Borowik sp.j.;5260250274;Ewa Nowak;+48 500 000 002;faktury@borowik.example;Adam Lis;zarzad@borowik.example;20-891
`;

describe('the virtual phone of debtors whom it knows', () => {
  let directory: string;
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dunlin-known-'));
    const debtorsFiles = ['consumers.csv', 'businesses.csv'].map((name) => join(directory, name));
    await writeFile(debtorsFiles[0]!, CONSUMERS);
    await writeFile(debtorsFiles[1]!, `\uFEFF${BUSINESSES}`);
    sandbox = await RunningSandbox.start({ debtorsFiles });
    for (const to of ['jan@mail.example', 'faktury@borowik.example', 'zarzad@borowik.example'])
      await nodemailer
        .createTransport({ host: '127.0.0.1', port: sandbox.smtpPort })
        .sendMail({ from: 'debt@creditor.example', to, subject: `To ${to}`, text: 'Do zapłaty' });
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const page = async (query: string): Promise<string> => {
    const text = await (await fetch(`${sandbox.url}/sandbox?${query}`)).text();
    return text.replace(/\s+/g, ' ');
  };

  it('says what shows who they are, so that a person can answer for them', async () => {
    const person = await page('c=ZD/1&v=mail');
    expect(person).toContain('born <b>31.12.1980</b> or postcode <b>00-950</b>');
    expect(await page('c=HB/1&v=mail')).toContain('postcode <b>20-891</b> or NIP <b>5260250274</b>');
  });

  it('puts the contact persons of a business together under its name', async () => {
    const list = await page('q=');
    expect(list.match(/<b>Borowik sp\.j\.<\/b>/g)).toHaveLength(1);
    const thread = await page('c=HB/1&v=mail');
    expect(thread).toContain('To faktury@borowik.example');
    expect(thread).toContain('To zarzad@borowik.example');
    expect(await page('q=zarzad@')).toContain('Borowik');
  });

  it('finds a person by each of their cases', async () => {
    for (const ref of ['ZD/1', 'zd/2']) {
      const list = await page(`q=${ref}`);
      expect(list).toContain('Jan Kowalski');
      expect(list).not.toContain('Borowik');
    }
  });

  it('finds those whom it does not know by the case number and the creditor in their messages', async () => {
    await sandbox.twilio().messages.create({
      to: '+48500000009',
      from: 'NOWAK',
      body: 'Kredyty Nowak: sprawa TST/2026/7, do zapłaty 120,00 zł',
    });
    for (const words of ['tst/2026/7', 'Kredyty Nowak', 'nowak']) {
      const list = await page(`q=${encodeURIComponent(words)}`);
      expect([words, list.includes('+48500000009'), list.includes('Jan Kowalski')]).toEqual([
        words,
        true,
        false,
      ]);
    }
    expect(await page('q=TST/2026/8')).toContain('Nobody matches.');
  });
});
