import { CARD_WAITS_HOURS, type Channel } from './cadences.js';
import type { CaseStanding } from './case-standing.js';
import { BOUNCES_AFTER, CALLS, lifeOf, PAYS_AFTER, REPLIES_AFTER } from './lives.js';
import { addDays, firstOpen, plusMinutes } from './local-time.js';
import { tellPromise } from './promise-told.js';

/** What becomes of a contact on its way: that it arrived, or from when on the next channel may be tried. */
export function carry(standing: CaseStanding, channel: Channel, at: string): string {
  const { each, works } = standing;
  const life = lifeOf(each.life);
  if (channel === 'voice') return tellCall(standing, at);
  if (channel === 'rcs' && life.card === undefined) return at;
  if (channel === 'rcs' && life.card === 'says-nothing')
    return firstOpen(each.kind, plusMinutes(at, CARD_WAITS_HOURS * 60));
  if (channel === 'sms' && life.deadPhone) {
    works.phone = false;
    return at;
  }
  if (channel === 'email' && life.mailbox === 'bounces') {
    works.mailbox = false;
    return firstOpen(each.kind, plusMinutes(at, BOUNCES_AFTER));
  }
  tellReader(standing, channel, at);
  return 'arrived';
}

/** What whoever reads a message does about it. */
function tellReader(standing: CaseStanding, channel: Channel, at: string): void {
  const { told, each } = standing;
  const { pays, replies, taps } = lifeOf(each.life);
  if (pays?.afterContact === standing.arrived + 1)
    tellPayment(standing, pays.share, plusMinutes(at, PAYS_AFTER));
  const replied = plusMinutes(at, REPLIES_AFTER);
  if (taps === 'CALL_ME' && channel === 'rcs') return standing.waitsForAgent('human-requested', replied);
  if (taps === 'STOP' && channel === 'rcs') {
    standing.wantsNoMore('texts', replied);
    told.asked.push('opt-out-confirmation');
  }
  if (replies === undefined || channel !== 'sms') return;
  if (replies.endsWith('?')) return standing.waitsForAgent('reply', replied);
  if (replies.startsWith('Pomyłka')) return standing.forgetPhone(replied);
  standing.wantsNoMore('texts', replied);
  // The provider answers its own word by itself.
  if (replies !== 'STOP') told.asked.push('opt-out-confirmation');
}

function tellPayment(standing: CaseStanding, share: number, at: string): void {
  if (share < 1) return void (standing.told.owesMinor = null);
  standing.stop(at);
  standing.settle(at);
  standing.paidOff();
}

/** How a call goes; whoever was not spoken to gets a text instead. */
function tellCall(standing: CaseStanding, at: string): string {
  const { call = 'rings-out', deadPhone } = lifeOf(standing.each.life);
  if (deadPhone || CALLS[call].picksUp !== 'person') return at;
  if (call === 'wants-the-link') standing.told.asked.push('link-requested');
  if (call === 'promises') tellPromise(standing, at, addDays(at.slice(0, 10), 7));
  if (call === 'wants-a-person') standing.waitsForAgent('human-requested', at);
  if (call === 'never-again') standing.wantsNoMore('calls', at);
  if (call === 'not-their-number') standing.forgetPhone(at);
  return 'arrived';
}
