import type { AddressInfo, Socket } from 'node:net';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { DebtorBehaviour } from '../debtors/debtor-behaviour.js';
import { DebtorDirectory } from '../debtors/debtor-directory.js';
import { FaultInjector, type Fault } from '../faults/fault-injector.js';
import { Inbox } from '../inbox/inbox.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { MailRoom, type Envelope } from './mail-room.js';

const LARGEST_MAIL = 25 * 2 ** 20;

/** The debtors' mail server: real SMTP on loopback, with real refusals. */
@Injectable()
export class SmtpDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('sandbox.smtp');
  private readonly server: SMTPServer;
  /** By the peer's port, to cut the connection of a session. */
  private readonly sockets = new Map<number, Socket>();
  /** The fault that the transaction under way will meet. */
  private readonly faultOf = new WeakMap<SMTPServerSession, Fault>();

  constructor(
    private readonly room: MailRoom,
    private readonly behaviour: DebtorBehaviour,
    private readonly directory: DebtorDirectory,
    private readonly inbox: Inbox,
    private readonly faults: FaultInjector,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {
    this.server = new SMTPServer({
      name: 'mx.sandbox.invalid',
      banner: 'Dunlin sandbox, nothing leaves this machine',
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      hideDSN: false,
      // The refusals carry their own enhanced codes.
      hideENHANCEDSTATUSCODES: true,
      size: LARGEST_MAIL,
      closeTimeout: 1_000,
      onAuth: (_auth, _session, done) => done(null, { user: 'sandbox' }),
      onMailFrom: (_address, session, done) => done(this.busy(session)),
      onRcptTo: ({ address }, _session, done) => done(this.refusalOf(address)),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          if (!stream.sizeExceeded) chunks.push(chunk);
        });
        stream.on('end', () => {
          if (stream.sizeExceeded) return done(null);
          this.takeIn(Buffer.concat(chunks), session).then(
            (reply) => (reply === null ? this.cut(session) : done(null, reply)),
            (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
          );
        });
      },
    });
    this.server.on('error', (error) => this.logger.warn(error.message));
  }

  /** The port that it listens on. */
  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.server.server.on('connection', (socket: Socket) => {
      const { remotePort } = socket;
      if (remotePort === undefined) return;
      this.sockets.set(remotePort, socket);
      socket.once('close', () => this.sockets.delete(remotePort));
    });
    const { smtpPort, smtpHost = '127.0.0.1' } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(smtpPort, smtpHost, () => resolve());
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.server.server.listening) return;
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      for (const socket of this.sockets.values()) socket.end();
    });
  }

  /** Refuses before any data when the fault of this transaction is to be too busy. */
  private busy(session: SMTPServerSession): SmtpRefused | null {
    const fault = this.faults.forSubmission('email');
    this.faultOf.set(session, fault);
    return fault === 'too-many' ? new SmtpRefused(451, '4.7.1 Too many messages, try again later') : null;
  }

  private refusalOf(mailbox: string): SmtpRefused | null {
    const address = mailbox.toLowerCase();
    const refusal = this.behaviour.atTheDoor(address, this.directory.subjectOf(address));
    if (!refusal) return null;
    this.inbox.count('bounced');
    return new SmtpRefused(refusal.code, refusal.text);
  }

  /** Resolves with the answer to the final dot, or null when the connection shall be cut instead. */
  private async takeIn(raw: Buffer, session: SMTPServerSession): Promise<string | null> {
    const fault = this.faultOf.get(session) ?? 'none';
    await this.faults.delay('email');
    if (fault === 'error') throw new SmtpRefused(451, '4.3.0 Internal error, try again later');
    const queueId = await this.room.accept(raw, envelopesOf(session));
    return fault === 'none' ? `2.0.0 Ok: queued as ${queueId}` : null;
  }

  private cut(session: SMTPServerSession): void {
    this.sockets.get(session.remotePort)?.destroy();
  }
}

class SmtpRefused extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

function envelopesOf({ envelope }: SMTPServerSession): Envelope[] {
  const from = envelope.mailFrom ? envelope.mailFrom.address : '';
  const envelopeId = envelope.dsn?.envid ?? null;
  return envelope.rcptTo.map(({ address }) => ({ from, to: address, envelopeId: envelopeId || null }));
}
