import { ACCOUNT, RunningSandbox, TOKEN } from '../spec-support/running-sandbox.js';

const API = `/sandbox/twilio/2010-04-01/Accounts/${ACCOUNT}`;
const FORM = 'application/x-www-form-urlencoded';

let sandbox: RunningSandbox;
beforeAll(async () => (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.close());

async function post(path: string, type: string, body: string): Promise<{ http: number; answer: unknown }> {
  const credentials = Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64');
  const response = await fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': type },
    body,
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return { http: response.status, answer: await response.json() };
}

const told = (code: number, status: number) => ({
  http: status,
  answer: {
    ...{ code, status, message: expect.any(String) },
    more_info: `https://www.twilio.com/docs/errors/${code}`,
  },
});

describe('a request to Twilio that cannot be read', () => {
  it('is answered in Twilio’s shape where its JSON is broken off, or empty', async () => {
    for (const body of ['{"friendly_name": "a', '', 'null', '[]'])
      expect(await post('/sandbox/twilio/v1/Content', 'application/json', body)).toMatchObject({
        http: 400,
        answer: { code: expect.any(Number), more_info: expect.any(String), status: 400 },
      });
    expect(await post('/sandbox/twilio/v1/Content', 'application/json', '{"a')).toEqual(told(70002, 400));
  });

  it('is answered so on every path where its type is none that is read', async () => {
    const paths = ['/sandbox/twilio/v1/Content', `${API}/Messages.json`, `${API}/Calls.json`];
    for (const path of paths) expect(await post(path, 'application/xml', '<a/>')).toEqual(told(70002, 400));
  });

  it('is answered so where it is too large', async () => {
    const large = 'x'.repeat(3 * 2 ** 20);
    expect(await post(`${API}/Messages.json`, FORM, `Body=${large}`)).toEqual(told(70002, 413));
    expect(await post('/sandbox/twilio/v1/Content', 'application/json', `"${large}"`)).toEqual(
      told(70002, 413),
    );
  });

  it('is told of the address where there is nothing', async () => {
    const { http, answer } = await post(`${API}/Nothing.json?Secret=1`, FORM, '');
    expect({ http, answer }).toEqual(told(20404, 404));
    expect(JSON.stringify(answer)).not.toContain('Secret');
  });
});
