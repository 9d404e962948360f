import { IANAZone } from 'luxon';
import { AREA_CODES } from './area-codes.data.js';
import { zonesOfNumber } from './area-codes.js';

describe('a number of North America', () => {
  it.each([
    ['+12125550100', 'US', ['America/New_York']],
    ['+18085550100', 'US', ['Pacific/Honolulu']],
    ['+19155550100', 'US', ['America/Denver']],
    ['+18505550100', 'US', ['America/New_York', 'America/Chicago']],
    ['+12085550100', 'US', ['America/Denver', 'America/Los_Angeles']],
    ['+14165550100', 'CA', ['America/Toronto']],
    ['+17095550100', 'CA', ['America/Halifax', 'America/St_Johns']],
  ])('%s tells where its holder may be', (number, country, zones) => {
    expect(zonesOfNumber(number, country)).toEqual(zones);
  });

  it('of no area, such as one that is free to call, may be held anywhere in the country', () => {
    expect(zonesOfNumber('+18005550100', 'US').length).toBeGreaterThan(5);
  });

  it('of elsewhere tells the country alone', () => {
    expect(zonesOfNumber('+48600100200', 'PL')).toEqual(['Europe/Warsaw']);
  });
});

describe('the table of area codes', () => {
  it('names zones that exist, and each code of three digits once a zone', () => {
    for (const [zone, codes] of Object.entries(AREA_CODES)) {
      expect(IANAZone.isValidZone(zone)).toBe(true);
      const list = codes.split(' ');
      for (const code of list) expect(code).toMatch(/^[2-9]\d\d$/);
      expect(list.filter((code, index) => list.indexOf(code) !== index)).toEqual([]);
    }
  });
});
