import type { ImportRun } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { IntakeDesk } from './intake-desk.js';
import type { OnRefused } from './refused-rows.js';

export interface RunOptions {
  /** Tells what would happen, and writes nothing. */
  dryRun?: boolean;
  /** Who brought the file; 'cli' when absent. */
  actor?: string;
  /** Is told of every row that is not taken in. */
  onRefused?: OnRefused;
}

/** One file being taken in: under which id, at which instant, and in whose name its rows change things. */
export class IntakeRun {
  readonly id: string;
  readonly at: number;
  /** Of what the rows change. */
  readonly actor: string;
  readonly dryRun: boolean;
  private readonly broughtBy: string;

  constructor(
    private readonly desk: IntakeDesk,
    private readonly kind: ImportRun['kind'],
    { dryRun, actor }: RunOptions,
  ) {
    this.at = desk.clock.now();
    this.id = businessId(this.at);
    this.actor = `import:${this.id}`;
    this.dryRun = dryRun === true;
    this.broughtBy = actor ?? 'cli';
  }

  /** Keeps that the file came, before anything of it is written. A dry run leaves no trace. */
  async begin(fileName: string | null, fileHash: Buffer, portfolioId: string | null = null): Promise<void> {
    if (this.dryRun) return;
    const { id, kind, at: startedAt, broughtBy: actor } = this;
    await this.desk.store.beginRun({
      id,
      kind,
      portfolioId,
      fileName,
      fileHash,
      dryRun: false,
      startedAt,
      actor,
    });
  }

  /** Keeps what came of it. */
  async finish(counts: object): Promise<void> {
    if (this.dryRun) return;
    await this.desk.store.finishRun(this.id, { ...counts }, this.desk.clock.now());
  }
}
