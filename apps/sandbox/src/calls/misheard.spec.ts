import { RINGS_OUT, type CallReaction } from '#domain';
import { DebtorBehaviour } from '../debtors/debtor-behaviour.js';
import { serveTwiml } from '../spec-support/dialogue.js';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

const TO = '+48500000001';
const FROM = '+48221002003';

class Callee extends DebtorBehaviour {
  picksUp: CallReaction['picksUp'] = 'person';
  override reactTo(): [] {
    return [];
  }
  override atTheDoor(): null {
    return null;
  }
  override onCall(): CallReaction {
    return { ...RINGS_OUT, picksUp: this.picksUp, afterMs: 2_000 };
  }
}

describe('detection of who answers a call', () => {
  const callee = new Callee();
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start({ behaviour: callee });
    serveTwiml(sandbox.receiver, { '/voice': '<Say>x</Say>' });
  });
  afterEach(() => sandbox.close());

  const call = () =>
    sandbox.twilio().calls.create({
      to: TO,
      from: FROM,
      url: `${sandbox.receiver.url}/voice`,
      machineDetection: 'DetectMessageEnd',
    });
  const heard = () => sandbox.receiver.at('/voice').at(-1)?.form['AnsweredBy'];

  it('errs in the share of calls that it is told: a person for a machine, and a machine for a person', async () => {
    await sandbox.post('/sandbox/api/faults', { misheard: 1 });
    callee.picksUp = 'person';
    await call();
    await sandbox.live(200_000);
    expect(heard()).toMatch(/^machine_end_(beep|silence)$|^unknown$/);
    callee.picksUp = 'machine';
    const { sid } = await call();
    await sandbox.live(200_000);
    expect(heard()).toBe('human');
    expect((await sandbox.twilio().calls(sid).fetch()).answeredBy).toBe('human');
  });

  it('does not err unless told', async () => {
    callee.picksUp = 'person';
    await call();
    await sandbox.live(200_000);
    expect(heard()).toBe('human');
  });

  it.each([
    ['human', 'machine_end_beep'],
    ['machine_end_beep', 'human'],
    ['human', 'unknown'],
  ])('takes %s for %s when a test that answers says so', async (as, heardAs) => {
    await sandbox.post('/sandbox/api/calls/attended', { numbers: 'all' });
    const { sid } = await call();
    await sandbox.live(10_000);
    await sandbox.post(`/sandbox/api/calls/${sid}/answer`, { as, heardAs });
    await sandbox.idle();
    expect(heard()).toBe(heardAs);
  });
});
