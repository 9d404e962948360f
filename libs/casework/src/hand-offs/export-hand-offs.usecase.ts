import { addressOf, type HandOffBatch, type HandOffDestination, type HandOffOutbox } from '#contracts';

export interface ExportHandOffs {
  outbox: HandOffOutbox;
  destinations: readonly HandOffDestination[];
  /** Key of the destination. */
  to: string;
  /** Under whom it goes into the record. */
  actor: string;
  /** Business instant, epoch ms. */
  at: number;
}

export type ExportHandOffsResult =
  /** Nothing is approved and free to go. */
  | { kind: 'nothing' }
  | { kind: 'ok'; batch: HandOffBatch }
  | { kind: 'unknownDestination' }
  | { kind: 'notAnExport' };

/** Makes a file of what was approved for a destination and was in no file yet. The same can be read again by its number. */
export async function exportHandOffs(command: ExportHandOffs): Promise<ExportHandOffsResult> {
  const { outbox, destinations, to, actor, at } = command;
  const named = destinations.filter(({ key }) => key === to);
  const exported = named.filter(({ kind }) => kind === 'export');
  if (named.length === 0) return { kind: 'unknownDestination' };
  if (exported.length === 0) return { kind: 'notAnExport' };
  const addresses = exported.map((each) => addressOf(each, destinations));
  const batch = await outbox.makeBatch(addresses, actor, at);
  return batch === null ? { kind: 'nothing' } : { kind: 'ok', batch };
}
