import { RunningSandbox } from '../../spec-support/running-sandbox.js';

const FIELDS = { fields: 'line_type_intelligence' };

describe('look-ups, by the real SDK', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());

  const lookUp = (number: string, options: object = FIELDS) =>
    sandbox.twilio().lookups.v2.phoneNumbers(number).fetch(options);

  it('tell a mobile number, its network and how it is written, the same each time', async () => {
    const found = await lookUp('+48501000002');
    expect(found).toMatchObject({
      callingCountryCode: '48',
      countryCode: 'PL',
      phoneNumber: '+48501000002',
      nationalFormat: '501 000 002',
      valid: true,
      validationErrors: [],
      callerName: null,
      lineTypeIntelligence: { type: 'mobile', mobileCountryCode: '260', errorCode: null },
    });
    expect((await lookUp('+48501000002')).toJSON()).toEqual(found.toJSON());
  });

  it('tell a landline, and no line type unless asked', async () => {
    expect((await lookUp('+48221234567')).lineTypeIntelligence).toMatchObject({ type: 'landline' });
    expect((await lookUp('+48221234567', {})).lineTypeIntelligence).toBeNull();
  });

  it('read national numbers of the country that is named', async () => {
    const found = await lookUp('501000002', { ...FIELDS, countryCode: 'PL' });
    expect(found).toMatchObject({ phoneNumber: '+48501000002', valid: true });
  });

  it.each([
    ['+48501', 'TOO_SHORT'],
    ['+485010000022222', 'TOO_LONG'],
    ['+48999999999', 'INVALID_BUT_POSSIBLE'],
  ])('say of %s why it cannot be a number', async (number, error) => {
    expect(await lookUp(number)).toMatchObject({
      valid: false,
      validationErrors: [error],
      lineTypeIntelligence: { type: null, errorCode: 60600 },
    });
  });

  it('say of what is no number that it is none', async () => {
    const nothing = { valid: false, countryCode: null, nationalFormat: null };
    expect(await lookUp('nobody')).toMatchObject({ ...nothing, validationErrors: ['NOT_A_NUMBER'] });
    const nowhere = await lookUp('501000002', { ...FIELDS, countryCode: 'XX' });
    expect(nowhere).toMatchObject({ ...nothing, validationErrors: ['INVALID_COUNTRY_CODE'] });
  });

  it('spread numbers over the networks', async () => {
    const numbers = Array.from({ length: 60 }, (_, at) => `+4850100${String(at).padStart(4, '0')}`);
    const found = await Promise.all(numbers.map((number) => lookUp(number)));
    const carriers = found.map(({ lineTypeIntelligence }) => lineTypeIntelligence.carrierName);
    expect(new Set(carriers).size).toBeGreaterThanOrEqual(4);
  });
});
