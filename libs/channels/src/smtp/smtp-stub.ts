import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ProviderMood } from '../conformance.js';

/** One mail as the stub received it. */
export interface ReceivedMail {
  from: string;
  to: string;
  raw: string;
}

/** A scripted SMTP server for specs: smtp-server's good manners would not let it misbehave like this. */
export class SmtpStub {
  mood: ProviderMood = 'accepts';
  readonly mails: ReceivedMail[] = [];
  /** Replies to the next RCPT TO instead of the mood's, once. */
  recipientReply: string | undefined;
  /** How long it thinks about DATA, in milliseconds. */
  slowness = 0;
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
    socket.write('220 stub ESMTP\r\n');
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
    if (this.mood === 'refuses') return '550 5.1.1 <debtor@example.com> no such user';
    return '250 2.1.5 fine';
  }

  private endOfMail(socket: Socket, mail: ReceivedMail): void {
    this.mails.push(mail);
    if (this.mood === 'fails') socket.write('451 4.3.0 <debtor@example.com> trouble\r\n');
    else if (this.mood === 'drops-the-answer') socket.destroy();
    else if (this.mood === 'talks-nonsense') socket.write('hello there\r\n');
    else if (this.mood !== 'falls-silent') socket.write('250 2.0.0 queued as 42\r\n');
  }
}
