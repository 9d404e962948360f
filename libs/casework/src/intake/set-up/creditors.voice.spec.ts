import { creditorsFileSchema } from './creditors.schema.js';

const CREDITOR = {
  ref: 'acme',
  name: 'Acme',
  country: 'PL',
  zone: 'Europe/Warsaw',
  portfolios: [{ ref: 'A', name: 'A', policyPacks: ['pl-default'] }],
};

const settingsOf = (voice: unknown) =>
  creditorsFileSchema.safeParse({ creditors: [{ ...CREDITOR, settings: { voice, other: { a: 1 } } }] });

describe('how a creditor calls', () => {
  it('is checked when it is set up, beside settings of other kinds', () => {
    const sound = settingsOf({ callFrom: '+48223000000', person: { number: '+48221112233' } });
    expect(sound.data?.creditors[0]?.settings).toEqual({
      voice: {
        callFrom: '+48223000000',
        person: { number: '+48221112233', opens: '09:00', closes: '17:00' },
      },
      other: { a: 1 },
    });
  });

  it.each([
    [{ callFrom: 'Acme' }, 'a number with its country'],
    [{ person: { number: '+48221112233', opens: '9' } }, 'a time of day'],
    [{ from: '+48223000000' }, 'from'],
  ])('is refused as %j', (voice, fault) => {
    expect(settingsOf(voice).error?.message).toContain(fault);
  });
});
