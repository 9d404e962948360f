/**
 * What has happened about a case so far, as JSON in the form of `CaseHistory`: a handful of rows of one case and its
 * person, each found by an index. Contacts count messages that some provider took; those proved undelivered count too.
 * @param of SQL that names the case, its person and the campaign that does not count as another one
 */
export function caseHistory(of: {
  caseId: string;
  shard: string;
  personId: string;
  campaignId: string;
}): string {
  const { caseId, shard, personId, campaignId } = of;
  return `json_build_object(
    'payments', (SELECT count(*) FROM payments y WHERE y.case_id = ${caseId} AND y.unallocated_minor < y.amount_minor),
    'contacts', (SELECT count(*) FROM messages m
      WHERE m.shard = ${shard} AND m.person_id = ${personId} AND m.case_ids @> ARRAY[${caseId}] AND m.purpose = 'collection'
        AND EXISTS (SELECT FROM legs l WHERE l.shard = m.shard AND l.message_id = m.id AND l.accepted_at IS NOT NULL)),
    'brokenPromises', (SELECT count(*) FROM promises o WHERE o.case_id = ${caseId} AND o.status = 'broken'),
    'campaigns', (SELECT coalesce(json_agg(DISTINCT g.key), '[]') FROM enrolments n JOIN campaigns g ON g.id = n.campaign_id
      WHERE n.case_id = ${caseId} AND n.campaign_id <> ${campaignId} AND n.end_reason IS DISTINCT FROM 'hold_out'))`;
}
