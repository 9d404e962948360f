/**
 * A batch of keys as a table to join, for the hot path's statements. Its columns are array parameters, from number
 * `first` on.
 *
 * The limit takes nothing away. Of a limit that it does not know the planner expects a tenth of the rows, here one,
 * and so finds nothing cheaper than to look each key up. Without it, a plan made while the other tables were nearly
 * empty reads them whole for as long as it is kept.
 *
 * @param types of the columns, by name and in the parameters' order
 * @param place name of a further column that counts the rows from 1, if wanted
 */
export function keyedBatch(
  first: number,
  name: string,
  types: Record<string, string>,
  place?: string,
): string {
  const arrays = Object.values(types).map((type, place) => `$${first + place}::${type}[]`);
  const columns = [...Object.keys(types), ...(place === undefined ? [] : [place])].join(', ');
  const rows = `unnest(${arrays.join(', ')}) ${place === undefined ? '' : 'WITH ORDINALITY '}AS ${name}(${columns})`;
  return `(SELECT * FROM ${rows} LIMIT cardinality(${arrays[0]})) AS ${name}`;
}
