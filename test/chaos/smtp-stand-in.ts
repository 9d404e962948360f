import { createServer, type Socket } from 'node:net';
import { Dice } from '../harness/dice.js';
import { openControl } from './sink-control.js';
import { SinkLedger, type SinkMood } from './sink-report.js';

/**
 * A mail server with bad manners, in a process of its own that nobody kills:
 * `node smtp-stand-in.js <port> <control port> <seed> <mood as JSON> <log>`. smtp-server would not let it hang up after it took
 * a mail, so it speaks the few words of SMTP by itself.
 */
const [port, controlPort, seed] = [Number(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])];
const mood = JSON.parse(process.argv[5] ?? '') as SinkMood;
const dice = new Dice(seed);
const ledger = new SinkLedger(process.argv[6]);

/** How often a rough server does what, of all mails. */
const PUTS_OFF = 0.04;
const DROPS_BEFORE = 0.015;
const DROPS_AFTER = 0.035;

const END_OF_MAIL = '\r\n.\r\n';

class Session {
  private buffer = '';
  private reading = false;

  constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => this.hear(chunk.toString('latin1')));
    this.say('220 sink ESMTP');
  }

  private say(line: string): void {
    if (!this.socket.destroyed) this.socket.write(`${line}\r\n`);
  }

  private hear(text: string): void {
    this.buffer += text;
    for (;;) {
      const mark = this.reading ? END_OF_MAIL : '\r\n';
      const end = this.buffer.indexOf(mark);
      if (end < 0) return;
      const heard = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + mark.length);
      if (this.reading) void this.mail(heard);
      else this.command(heard);
    }
  }

  private command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return this.say('250-sink\r\n250-DSN\r\n250 8BITMIME');
    if (verb === 'RCPT') return this.recipient();
    if (verb === 'DATA') {
      this.reading = true;
      return this.say('354 go on');
    }
    this.say('250 2.0.0 fine');
    if (verb === 'QUIT') this.socket.end();
  }

  private recipient(): void {
    if (!mood.rough || !dice.chance(PUTS_OFF)) return this.say('250 2.1.5 fine');
    ledger.count('put-off');
    this.say('450 4.2.1 come later');
  }

  private async mail(raw: string): Promise<void> {
    this.reading = false;
    if (mood.rough && dice.chance(DROPS_BEFORE)) {
      ledger.count('drop-without');
      ledger.breakOff(tokenOf(raw));
      this.socket.destroy();
      return;
    }
    const acceptance = ledger.accept(tokenOf(raw));
    await new Promise((resolve) => setTimeout(resolve, dice.between(...mood.latencyMs)));
    if (mood.rough && dice.chance(DROPS_AFTER)) {
      ledger.count('drop-after');
      acceptance.fate = 'dropped';
      this.socket.destroy();
    } else if (!this.socket.destroyed) {
      acceptance.fate = 'answered';
      this.say('250 2.0.0 queued');
    }
  }
}

/** The one-click header carries the deep link; headers are never encoded, bodies are. */
function tokenOf(raw: string): string {
  const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const token = /^List-Unsubscribe:.*?\/p\/([0-9A-Za-z]+)\/unsubscribe/im.exec(headers)?.[1];
  return token ?? `no link in mail ${ledger.size}`;
}

createServer((socket) => new Session(socket)).listen(port, '127.0.0.1', () =>
  openControl(controlPort, { mood, ledger }, () => console.log('smtp stands in')),
);
