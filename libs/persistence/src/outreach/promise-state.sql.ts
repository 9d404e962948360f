/**
 * How the latest promise of a case stands, as a scalar expression; one that was replaced or taken back is none.
 * @param caseId SQL that names the case
 */
export function promiseState(caseId: string): string {
  return `coalesce((
    SELECT CASE status WHEN 'active' THEN 'open' ELSE status END FROM promises
    WHERE case_id = ${caseId} AND status IN ('active', 'kept', 'broken') ORDER BY made_at DESC LIMIT 1
  ), 'none')`;
}
