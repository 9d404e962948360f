import { agentClass } from './agent-class.js';

const CHROME = {
  'user-agent':
    'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
  accept: 'text/html,application/xhtml+xml',
  'accept-language': 'pl-PL,pl;q=0.9',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

describe('who followed a link', () => {
  it('is a person when a browser opens a page', () => {
    expect(agentClass('GET', CHROME)).toBe('person');
  });

  it('is a person in an old browser, or one over plain http, that sends no Sec-Fetch headers', () => {
    const { 'user-agent': ua, accept, 'accept-language': language } = CHROME;
    expect(agentClass('GET', { 'user-agent': ua, accept, 'accept-language': language })).toBe('person');
  });

  it.each([
    ['asks by HEAD', 'HEAD', CHROME],
    ['prefetches (Purpose)', 'GET', { ...CHROME, purpose: 'prefetch' }],
    ['prefetches (Sec-Purpose)', 'GET', { ...CHROME, 'sec-purpose': 'prefetch;prerender' }],
    ['loads it as a picture', 'GET', { ...CHROME, 'sec-fetch-dest': 'image' }],
    ['names no user agent', 'GET', { ...CHROME, 'user-agent': undefined }],
    ['wants no HTML', 'GET', { ...CHROME, accept: '*/*' }],
    [
      'names no language and no purpose',
      'GET',
      { 'user-agent': CHROME['user-agent'], accept: CHROME.accept },
    ],
    ['is a messenger making a preview', 'GET', { ...CHROME, 'user-agent': 'WhatsApp/2.23.20 A' }],
    ['is a program', 'GET', { ...CHROME, 'user-agent': 'curl/8.0' }],
    ['is a gateway', 'GET', { ...CHROME, 'user-agent': 'Mozilla/5.0 (Barracuda Sentinel)' }],
  ])('is a scanner when it %s', (_, method, headers) => {
    expect(agentClass(method, headers)).toBe('scanner');
  });

  it('is a mail proxy when it says so', () => {
    const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
    expect(agentClass('GET', { ...CHROME, 'user-agent': gmail })).toBe('mail_proxy');
  });
});
