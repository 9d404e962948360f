import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Program, startProgram } from '../harness/processes.js';
import type { SinkMood, SinkReport } from './sink-report.js';

/** A provider's stand-in, seen from the harness. */
export class Sink {
  private constructor(
    private readonly program: Program,
    readonly port: number,
    private readonly control: string,
    private readonly folder: string,
  ) {}

  static async start(kind: 'twilio' | 'smtp', seed: number, mood: SinkMood): Promise<Sink> {
    const [port, controlPort] = [await freePort(), await freePort()];
    const folder = mkdtempSync(join(tmpdir(), `dunlin-${kind}-`));
    const log = join(folder, 'accepted.jsonl');
    const args = [String(port), String(controlPort), String(seed), JSON.stringify(mood), log];
    const program = startProgram(`test/chaos/${kind}-stand-in.js`, args, {});
    await program.wrote(`${kind} stands in`);
    return new Sink(program, port, `http://127.0.0.1:${controlPort}`, folder);
  }

  async calm(): Promise<void> {
    await this.ask('/mood', { method: 'POST', body: JSON.stringify({ rough: false }) });
  }

  async report(): Promise<SinkReport> {
    return JSON.parse(await this.ask('/report')) as SinkReport;
  }

  /** Callbacks that are still to come. */
  async pending(): Promise<number> {
    return Number(await this.ask('/pending'));
  }

  private async ask(path: string, init?: RequestInit): Promise<string> {
    try {
      return await (await fetch(this.control + path, init)).text();
    } catch (error) {
      const { exitCode, signalCode } = this.program.child;
      const end = signalCode ?? exitCode ?? 'still running';
      throw new Error(
        `A sink does not answer (${end}); what it took is in ${this.folder}; it said:\n${this.program.output()}`,
        { cause: error },
      );
    }
  }

  /** Its log stays where it ended by itself. */
  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.program.child;
    const stood = exitCode === null && signalCode === null;
    await this.program.stop();
    if (stood) rmSync(this.folder, { recursive: true, force: true });
  }
}
