import { freePort, type Program, startProgram } from '../harness/processes.js';
import type { SinkMood, SinkReport } from './sink-report.js';

/** A provider's stand-in, seen from the harness. */
export class Sink {
  private constructor(
    private readonly program: Program,
    readonly port: number,
    private readonly control: string,
  ) {}

  static async start(kind: 'sms' | 'mail', seed: number, mood: SinkMood): Promise<Sink> {
    const [port, controlPort] = [await freePort(), await freePort()];
    const args = [String(port), String(controlPort), String(seed), JSON.stringify(mood)];
    const program = startProgram(`test/chaos/${kind}-sink.js`, args, {});
    await program.wrote(`${kind} sink ready`);
    return new Sink(program, port, `http://127.0.0.1:${controlPort}`);
  }

  async calm(): Promise<void> {
    await fetch(`${this.control}/mood`, { method: 'POST', body: JSON.stringify({ rough: false }) });
  }

  async report(): Promise<SinkReport> {
    return (await (await fetch(`${this.control}/report`)).json()) as SinkReport;
  }

  async count(): Promise<number> {
    return Number(await (await fetch(`${this.control}/count`)).text());
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
