import { setTimeout as sleep } from 'node:timers/promises';
import { serviceEnv } from '../bench/pipeline.js';
import { freePort, type Program, startProgram } from '../harness/processes.js';

/** The processes that are killed: each service on its own, two senders. */
export const VICTIMS = ['scheduler', 'personaliser', 'sender-1', 'sender-2', 'tracker'] as const;
export type VictimName = (typeof VICTIMS)[number];

/** Where the services find the world. */
export interface Surroundings {
  databaseUrl: string;
  queueUrl: string;
  twilioApiUrl: string;
  smtpUrl: string;
}

/** I1's waiting time: ten minutes in life, seconds here. */
const RECONCILE_AFTER = '5s';

/** One service in a process of its own, started again whenever it ends, as a supervisor would. */
export class Victim {
  /**
   * How often it ended by itself once it stood, with what it said last. One that finds no database while it starts
   * says so and ends, as it should.
   */
  readonly ownDeaths: string[] = [];
  private program: Program | undefined;
  private standing: Promise<void> = Promise.resolve();
  private up = false;
  private over = false;

  constructor(
    readonly name: VictimName,
    private readonly env: Record<string, string>,
    private readonly port: number,
  ) {}

  get isUp(): boolean {
    return this.up;
  }

  start(): void {
    const program = startProgram('apps/dunlin/src/main.js', [], this.env);
    this.program = program;
    this.standing = this.becomeUp(program);
    program.child.once('exit', () => {
      if (this.program !== program || this.over) return;
      if (this.up) this.ownDeaths.push(program.output().slice(-2_000));
      this.up = false;
      this.start();
    });
  }

  whenUp(): Promise<void> {
    return this.standing;
  }

  /** Resolves when it answers, or is no longer the one. */
  private async becomeUp(program: Program): Promise<void> {
    while (this.program === program) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      if (answer?.ok && this.program === program) {
        this.up = true;
        return;
      }
      await sleep(50);
    }
  }

  /** SIGKILL, and another one in its place. */
  async kill(): Promise<void> {
    const program = this.program;
    this.program = undefined;
    this.up = false;
    await program?.kill();
    this.start();
  }

  async stop(): Promise<void> {
    this.over = true;
    const program = this.program;
    this.program = undefined;
    await program?.stop();
  }
}

/** Starts all of them and waits until they stand. */
export async function startVictims(around: Surroundings): Promise<Map<VictimName, Victim>> {
  const trackerPort = await freePort();
  const victims = new Map<VictimName, Victim>();
  for (const name of VICTIMS) {
    const port = name === 'tracker' ? trackerPort : await freePort();
    const env = serviceEnv({ ...around, services: name.replace(/-\d$/, '') }, port);
    const publicUrl = `http://127.0.0.1:${trackerPort}`;
    victims.set(name, new Victim(name, { ...env, PUBLIC_URL: publicUrl, RECONCILE_AFTER }, port));
  }
  for (const victim of victims.values()) victim.start();
  await Promise.all([...victims.values()].map((victim) => victim.whenUp()));
  return victims;
}
