import { freePort, type Program, startProgram } from '../harness/processes.js';
import type { SinkMood, SinkReport } from './sink-report.js';

/** A provider's stand-in, seen from the harness. */
export class Sink {
  private constructor(
    private readonly program: Program,
    readonly port: number,
    private readonly control: string,
  ) {}

  static async start(kind: 'twilio' | 'smtp', seed: number, mood: SinkMood): Promise<Sink> {
    const [port, controlPort] = [await freePort(), await freePort()];
    const args = [String(port), String(controlPort), String(seed), JSON.stringify(mood)];
    const program = startProgram(`test/chaos/${kind}-stand-in.js`, args, {});
    await program.wrote(`${kind} stands in`);
    return new Sink(program, port, `http://127.0.0.1:${controlPort}`);
  }

  async calm(): Promise<void> {
    await this.ask('/mood', { method: 'POST', body: JSON.stringify({ rough: false }) });
  }

  async report(): Promise<SinkReport> {
    return JSON.parse(await this.ask('/report')) as SinkReport;
  }

  async count(): Promise<number> {
    return Number(await this.ask('/count'));
  }

  private async ask(path: string, init?: RequestInit): Promise<string> {
    try {
      return await (await fetch(this.control + path, init)).text();
    } catch (error) {
      const { exitCode, signalCode } = this.program.child;
      const end = signalCode ?? exitCode ?? 'still running';
      throw new Error(`A sink does not answer (${end}); it said:\n${this.program.output()}`, {
        cause: error,
      });
    }
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
