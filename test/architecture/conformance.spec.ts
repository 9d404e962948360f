import { unproved } from './conformance.js';
import { typescriptSources } from './sources.js';

const ADAPTER = 'libs/channels/src/pigeon/pigeon.adapter.ts';
const made = (path: string, text: string) => ({ path, text });
const REGISTRY = made('libs/channels/src/registry.ts', '(config) => new PigeonAdapter(config)');
const PIGEON = made(ADAPTER, 'export class PigeonAdapter extends ChannelAdapter {}');
const PROVED = made('libs/channels/src/pigeon/pigeon.adapter.spec.ts', "describeChannelAdapter('Pigeons', {");

describe('each provider', () => {
  it('is held against the suite that all of its kind pass, folder by folder and line by line of the registry', () => {
    expect(unproved(typescriptSources())).toEqual([]);
  });

  it('is missed where it has no spec, or one of its own making', () => {
    const fault = `${ADAPTER}: adapter whose spec does not call describeChannelAdapter`;
    expect(unproved([REGISTRY, PIGEON, PROVED])).toEqual([]);
    expect(unproved([REGISTRY, PIGEON])).toEqual([fault]);
    expect(unproved([REGISTRY, PIGEON, { ...PROVED, text: "describe('Pigeons', () => {" }])).toEqual([fault]);
    expect(
      unproved([REGISTRY, PIGEON, { ...PROVED, text: "// describeChannelAdapter('Pigeons', {" }]),
    ).toEqual([fault]);
  });

  it.each([
    ['extends PaymentProvider {}', 'describePaymentProvider'],
    ['{ verify() { return isTimedSignature(this.secret, body); } }', 'describeWebhooks'],
    ['{ verify() { return isSignedByTwilio(this.token, url); } }', 'describeWebhooks'],
  ])('is missed as well for what it reads and whom it lets pay: %s', (text, suite) => {
    const source = made('libs/channels/src/pigeon/pigeon-pay.ts', `export class PigeonAdapter ${text}`);
    expect(unproved([REGISTRY, source]).join()).toContain(suite);
    const spec = made('libs/channels/src/pigeon/pigeon-pay.spec.ts', `${suite}('Pigeons', {`);
    expect(unproved([REGISTRY, source, spec])).toEqual([]);
  });

  it('is missed where a folder serves nothing, or nobody can choose it', () => {
    const words = made('libs/channels/src/crow/words.ts', 'export const CAW = 1;');
    expect(unproved([REGISTRY, PIGEON, PROVED, words])).toEqual(['crow/: serves nothing']);
    expect(unproved([PIGEON, PROVED])).toEqual([`${ADAPTER}: PigeonAdapter is not in registry.ts`]);
  });
});
