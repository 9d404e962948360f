import type { MessageToRender } from '#persistence';
import { chooseLeg } from './choose-leg.js';

const PHONE = { id: 'phone', kind: 'phone' as const, optedOut: [] as string[] };
const MAIL = { id: 'mail', kind: 'email' as const, optedOut: [] as string[] };

function message(changes: Partial<MessageToRender>): MessageToRender {
  return {
    leg_no: 1,
    channels: ['sms', 'email'],
    family: 'overdue',
    extra: null,
    points: [PHONE, MAIL],
    ...changes,
  } as MessageToRender;
}

describe('choosing where a message goes', () => {
  it('takes the first channel for which there is an address', () => {
    expect(chooseLeg(message({}))).toEqual({ legNo: 1, channel: 'sms', contactPointId: 'phone' });
    expect(chooseLeg(message({ points: [MAIL] }))).toEqual({
      legNo: 2,
      channel: 'email',
      contactPointId: 'mail',
    });
  });

  it('goes on from the leg that is wanted, never back to an earlier one', () => {
    expect(chooseLeg(message({ leg_no: 2 }))).toMatchObject({ legNo: 2, channel: 'email' });
  });

  it('passes over an address that opted out of the channel', () => {
    const points = [{ ...PHONE, optedOut: ['sms'] }, { ...PHONE, id: 'second' }, MAIL];
    expect(chooseLeg(message({ points }))).toMatchObject({ contactPointId: 'second' });
  });

  it('confirms an opt-out where it was asked for', () => {
    const points = [PHONE, { ...PHONE, id: 'second', optedOut: ['sms'] }];
    const confirmation = message({
      points,
      family: 'opt-out-confirmation',
      extra: { contactPointId: 'second' },
    });
    expect(chooseLeg(confirmation)).toMatchObject({ contactPointId: 'second' });
  });

  it('finds none for a debtor without any address', () => {
    expect(chooseLeg(message({ points: [] }))).toBeNull();
  });
});
