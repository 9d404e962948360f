import type { Address, AddressQuery, CaseworkTransaction, PointRecord } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { type NotFound, notFound } from '../desk/results.js';

/** Locks everybody on record under an address, keeps imports out meanwhile, and works on its points. */
export async function onAddress<T>(
  desk: Desk,
  query: AddressQuery,
  work: (tx: CaseworkTransaction, address: Address, points: PointRecord[]) => Promise<T>,
): Promise<T | NotFound> {
  const address = await desk.store.address(query);
  if (address === null) return notFound;
  return desk.store.transaction({ personIds: address.personIds, addresses: true }, async (tx) =>
    work(tx, address, await tx.points(address.valueHash)),
  );
}
