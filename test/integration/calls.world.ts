import { signedByTwilio, TrackerDoors } from './tracker.doors.js';
import type { Debtor, Message } from './tracker.world.js';
import { loadSpokenWords, sampleVariables } from '#templating';
import { loadDialogues } from '#conversation';
import { join } from 'node:path';

/** What Twilio says with each request about a call. */
const CALL = { CallSid: `CA${'a'.repeat(32)}`, AccountSid: `AC${'0'.repeat(32)}`, CallStatus: 'in-progress' };
export const BIRTH_KEYS = '31121980';
/** What a called person hears of the debt, and nobody else does. */
export const OF_THE_DEBT = /zł|Faktura|Kwota|do zapłaty|Anna|Przykładowa/;

export interface SpokenTurn {
  status: number;
  twiml: string;
  /** Everything that is said, markup left out. */
  said: string;
  /** Path of the next turn, without what Twilio keeps of its address to itself; null when the call ends. */
  next: string | null;
}

/** The tracker's doors, with calls under way. */
export class CallsWorld {
  private constructor(
    readonly doors: TrackerDoors,
    private readonly version: string,
  ) {}

  static async open(): Promise<CallsWorld> {
    const templates = join(process.cwd(), 'templates');
    const dialogues = await loadDialogues(join(templates, 'dialogues'), await loadSpokenWords(templates));
    const world = new CallsWorld(
      await TrackerDoors.open(),
      dialogues.find('overdue-call', 'pl')?.version ?? '',
    );
    await world.hours('09:00', '17:00');
    return world;
  }

  close(): Promise<void> {
    return this.doors.close();
  }

  query(sql: string, ...values: unknown[]) {
    return this.doors.query(sql, ...values);
  }

  /** When people answer the creditor's phone; it is nine o'clock on a Monday. */
  async hours(opens: string, closes: string): Promise<void> {
    const voice = { callFrom: '+48223000000', person: { number: '+48221112233', opens, closes } };
    await this.query(`UPDATE creditors SET settings = $1`, JSON.stringify({ voice }));
  }

  /** A call that the provider has taken; an SMS follows where it is proved that nobody was reached. */
  async call(): Promise<Message> {
    const { world } = this.doors;
    const debtor = await world.debtor();
    await this.query(
      `UPDATE debtors SET birth_date = '1980-12-31', postcode = '00-001' WHERE id = $1`,
      debtor.debtorId,
    );
    const message = await world.message({ channels: ['voice', 'sms'] }, debtor);
    const variables = sampleVariables('pl');
    const body = { ...variables, case: { ...variables.case, balanceMinor: 10_000 }, today: '2026-01-12' };
    await this.query(
      'UPDATE legs SET template_version = $2, body = $3 WHERE message_id = $1',
      message.messageId,
      this.version,
      JSON.stringify(body),
    );
    return message;
  }

  /** One request for a turn, as Twilio signs it. */
  async turn(path: string, form: Record<string, string> = {}): Promise<SpokenTurn> {
    const answer = await fetch(this.doors.base + path, signedByTwilio(path, { ...CALL, ...form }));
    const twiml = await answer.text();
    const said = [...twiml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map(([, text]) => text).join(' ');
    const next = /action="https:\/\/d\.test([^"#]+)/.exec(twiml)?.[1] ?? null;
    return { status: answer.status, twiml, said, next };
  }

  /** Somebody answers and presses these, one after the other; the last turn, and all paths with what came there. */
  async answered(
    message: Message,
    ...keys: string[]
  ): Promise<SpokenTurn & { requests: [string, Record<string, string>][] }> {
    const requests: [string, Record<string, string>][] = [[firstTurn(message), { AnsweredBy: 'human' }]];
    let turn = await this.turn(...(requests[0] as [string, Record<string, string>]));
    for (const Digits of keys) {
      if (turn.next === null) throw new Error(`the call ended before ${Digits}: ${turn.said}`);
      const request: [string, Record<string, string>] = [turn.next, Digits === '' ? {} : { Digits }];
      requests.push(request);
      turn = await this.turn(...request);
    }
    return { ...turn, requests };
  }

  /** A status of the call, as Twilio signs it. */
  async status(message: Message, form: Record<string, string>): Promise<number> {
    const path = `/webhooks/twilio/voice/status/${message.shard}/${message.messageId}/1`;
    return (await fetch(this.doors.base + path, signedByTwilio(path, { ...CALL, ...form }))).status;
  }

  async outcome(message: Message): Promise<unknown> {
    const [call] = await this.query('SELECT outcome FROM calls WHERE message_id = $1', message.messageId);
    return call?.outcome;
  }

  /** What the debtor did, by the record. */
  interactions({ caseId }: Debtor) {
    return this.query(
      `SELECT kind, channel, counts_as_response AS counts FROM interactions WHERE case_id = $1 ORDER BY id`,
      caseId,
    );
  }
}

export function firstTurn({ shard, messageId }: Message): string {
  return `/webhooks/twilio/voice/turn/${shard}/${messageId}/1/start`;
}
