import fc from 'fast-check';
import twilio from 'twilio';
import type { WebhookForm } from './webhook-form.js';
import { isSignedByTwilio } from './webhook-signature.js';

const TOKEN = '12345';

function sdkSignature(url: string, form: WebhookForm): string {
  return twilio.getExpectedTwilioSignature(TOKEN, url, form as Record<string, string>);
}

describe('Twilio’s signature', () => {
  it('agrees with the published vector', () => {
    const form = {
      Digits: '1234',
      CallSid: 'CA1234567890ABCDE',
      To: '+18005551212',
      Caller: '+14158675309',
      From: '+14158675309',
    };
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(isSignedByTwilio(TOKEN, url, form, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
    expect(isSignedByTwilio(TOKEN, url, { ...form, New: 'parameter' }, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(
      false,
    );
  });

  it('leaves connection overrides out of account', () => {
    const form = { MessageSid: 'SM1' };
    const url = 'https://d.test/webhooks/twilio/status/1/m/1';
    expect(isSignedByTwilio(TOKEN, `${url}#rc=5&rp=all`, form, sdkSignature(url, form))).toBe(true);
  });

  it('is none of as many characters that take more bytes', () => {
    expect(isSignedByTwilio(TOKEN, 'https://d.test/', {}, 'é'.repeat(28))).toBe(false);
  });

  const url = fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.constantFrom('d.test', 'localhost', 'pay.example.com'),
      fc.constantFrom('', ':3000', ':443'),
      fc.webPath(),
    )
    .map(([scheme, host, port, path]) => `${scheme}://${host}${port}${path || '/'}`);
  const values = fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2, maxLength: 3 }));
  const form = fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,8}$/), values, {
    maxKeys: 6,
    noNullPrototype: true,
  });

  it('is judged as the SDK judges it, for any form and address, signed or not', () => {
    const signature = fc.oneof(fc.constant('right'), fc.base64String(), fc.constant(''));
    fc.assert(
      fc.property(url, form, signature, (address, params, given) => {
        const sent = given === 'right' ? sdkSignature(address, params) : given;
        const sdk = twilio.validateRequest(TOKEN, sent, address, params);
        expect(isSignedByTwilio(TOKEN, address, params, sent)).toBe(sdk);
        if (given === 'right') expect(sdk).toBe(true);
      }),
    );
  });
});
