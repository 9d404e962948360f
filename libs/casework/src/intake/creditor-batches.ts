/** Rows gathered by creditor, and handed on a batch at a time: a batch is one transaction, of one creditor. */
export class CreditorBatches<Row> {
  private readonly batches = new Map<string, Row[]>();

  constructor(
    private readonly size: number,
    private readonly take: (creditorId: string, batch: Row[]) => Promise<void>,
  ) {}

  async add(creditorId: string, row: Row): Promise<void> {
    const batch = this.batches.get(creditorId) ?? [];
    this.batches.set(creditorId, batch);
    batch.push(row);
    if (batch.length >= this.size) await this.flush(creditorId);
  }

  /** Hands on what is left, once the file is read. */
  async finish(): Promise<void> {
    for (const creditorId of this.batches.keys()) await this.flush(creditorId);
  }

  private async flush(creditorId: string): Promise<void> {
    const batch = this.batches.get(creditorId) ?? [];
    this.batches.set(creditorId, []);
    if (batch.length > 0) await this.take(creditorId, batch);
  }
}
