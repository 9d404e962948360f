import type { MessageToRender } from '#persistence';
import { chooseLeg } from './choose-leg.js';

const PHONE = { id: 'phone', kind: 'phone' as const, optedOut: [] as string[], role: null };
const MAIL = { id: 'mail', kind: 'email' as const, optedOut: [] as string[], role: null };

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

  describe('for a contact person by role', () => {
    const accounting = { ...MAIL, role: 'accounting' };
    const approver = { ...MAIL, id: 'approver', role: 'approver' };
    const to = (otherwise: string) => ({ to: { role: 'approver', otherwise } });

    it('goes to whoever has that role, not to whoever comes first', () => {
      const found = chooseLeg(
        message({ points: [accounting, approver], channels: ['email'], extra: to('usual') }),
      );
      expect(found).toMatchObject({ contactPointId: 'approver' });
    });

    it('goes to the usual address where nobody has it, or who has it opted out', () => {
      const out = { ...approver, optedOut: ['email'] };
      for (const points of [[accounting], [accounting, out]]) {
        const found = chooseLeg(message({ points, channels: ['email'], extra: to('usual') }));
        expect(found).toMatchObject({ contactPointId: 'mail' });
      }
    });

    it('goes to nobody else where it is a copy for that role alone', () => {
      const copy = { channels: ['email' as const], extra: to('nobody') };
      expect(chooseLeg(message({ points: [accounting], ...copy }))).toBeNull();
      expect(chooseLeg(message({ points: [accounting, approver], ...copy }))).toMatchObject({
        contactPointId: 'approver',
      });
    });
  });

  it('finds none for a debtor without any address', () => {
    expect(chooseLeg(message({ points: [] }))).toBeNull();
  });
});
