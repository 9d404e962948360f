import fc from 'fast-check';
import { brandColours, contrast, NEUTRAL_BRAND, parseHex } from './brand-colour.js';

describe("a creditor's colour", () => {
  it('is readable on both themes, whatever colour the creditor has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (n) => {
        const { light, dark } = brandColours(`#${n.toString(16).padStart(6, '0')}`);
        expect(contrast(parseHex(light)!, [243, 244, 242])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(parseHex(dark)!, [28, 32, 38])).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('is left as it is when it can be read', () => {
    expect(brandColours('#0a3d62').light).toBe('#0a3d62');
  });

  it.each([undefined, 7, 'red;}body{display:none', '#12', 'javascript:'])(
    'is neutral when it is %p',
    (colour) => {
      expect(brandColours(colour)).toEqual(brandColours(NEUTRAL_BRAND));
    },
  );
});
