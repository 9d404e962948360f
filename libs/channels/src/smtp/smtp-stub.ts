import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ProviderMood } from '../conformance-harness.js';

/** One mail as the stub received it. */
export interface ReceivedMail {
  from: string;
  to: string;
  raw: string;
}

/** Between the parts of a slow reply, in milliseconds. */
const PIECE_MS = 150;

/** What it says once it has the whole mail. */
const AT_THE_END: Readonly<Partial<Record<ProviderMood, string>>> = {
  fails: '451 4.3.0 <debtor@example.com> trouble',
  'is-hidden-by-a-gateway': '421 4.4.2 lost the server behind me',
  'talks-nonsense': 'hello there',
  'answers-emptily': '',
};

/** A scripted SMTP server for specs: smtp-server's good manners would not let it misbehave like this. */
export class SmtpStub {
  mood: ProviderMood = 'accepts';
  readonly mails: ReceivedMail[] = [];
  /** Replies to the next RCPT TO instead of the mood's, once. */
  recipientReply: string | undefined;
  /** What it says to whoever connects; null says nothing, an empty text hangs up. */
  greeting: string | null = '220 stub ESMTP';
  /** Cuts off whoever says this, such as MAIL, instead of a reply. */
  cutsOffAt: string | undefined;
  /** How long it thinks about DATA, in milliseconds. */
  slowness = 0;
  /** Replies to every whole mail instead of the mood's. */
  endReply: string | undefined;
  connections = 0;
  port = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  async listen(): Promise<void> {
    const server = createServer((socket) => this.serve(socket));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let buffer = '';
    let mail: ReceivedMail | undefined;
    let from = '';
    let to = '';
    if (this.greeting === '') return void socket.destroy();
    if (this.greeting !== null) socket.write(`${this.greeting}\r\n`);
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (;;) {
        if (mail) {
          const end = buffer.indexOf('\r\n.\r\n');
          if (end === -1) return;
          mail.raw = buffer.slice(0, end);
          buffer = buffer.slice(end + 5);
          this.endOfMail(socket, mail);
          mail = undefined;
          continue;
        }
        const end = buffer.indexOf('\r\n');
        if (end === -1) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (/^MAIL/i.test(line)) from = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (/^RCPT/i.test(line)) to = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (this.cutsOffAt !== undefined && line.startsWith(this.cutsOffAt)) return void socket.destroy();
        const reply = this.reply(line);
        if (reply.startsWith('354')) mail = { from, to, raw: '' };
        if (mail) setTimeout(() => socket.write(`${reply}\r\n`), this.slowness);
        else socket.write(`${reply}\r\n`);
      }
    });
  }

  private reply(line: string): string {
    if (/^EHLO/i.test(line)) return '250-stub\r\n250-DSN\r\n250 8BITMIME';
    if (/^RCPT/i.test(line)) return this.recipient();
    if (/^DATA/i.test(line)) return '354 go on';
    return '250 2.0.0 fine';
  }

  private recipient(): string {
    const once = this.recipientReply;
    this.recipientReply = undefined;
    if (once) return once;
    if (this.mood === 'throttles') return '450 4.2.1 <debtor@example.com> come later';
    if (this.mood === 'turns-us-away') return '530 5.7.0 authentication required';
    if (this.mood === 'refuses') return '550 5.1.1 <debtor@example.com> no such user';
    return '250 2.1.5 fine';
  }

  private endOfMail(socket: Socket, mail: ReceivedMail): void {
    this.mails.push(mail);
    const reply = AT_THE_END[this.mood];
    if (this.endReply !== undefined) socket.write(`${this.endReply}\r\n`);
    else if (this.mood === 'drops-the-answer') socket.destroy();
    else if (this.mood === 'breaks-off-its-answer') socket.write('25', () => socket.destroy());
    else if (this.mood === 'accepts-slowly')
      void inPieces(socket, ['250-2.0.0', ' queued\r\n', '250 ', 'as 42\r\n']);
    else if (this.mood !== 'falls-silent') socket.write(`${reply ?? '250 2.0.0 queued as 42'}\r\n`);
  }
}

async function inPieces(socket: Socket, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
  }
}
