import type { Check } from './check.ts';

const NAME = 'nothing went out without a clearance';

/** Every release had, when it was made, a clearance that stood: of the same content, for this audience or everybody, not expired, not revoked; and whoever has a reply has it by a release. */
export const nothingOutWithoutClearance: Check = async ({ q }) => {
  const rows = await q.query<{ about: string; found: string }>(`
    SELECT r.address AS about, CASE
        WHEN c.id IS NULL THEN 'released under no clearance'
        WHEN c.digest <> r.digest THEN 'released is other content than was cleared'
        WHEN c.audience <> r.audience AND c.audience <> 'PUBLIC' THEN 'cleared for ' || c.audience || ', released to ' || r.audience
        WHEN r.audience = 'PUBLIC' AND c.mode <> 'PROACTIVE' THEN 'published, and cleared for one applicant'
        WHEN c.cleared_at > r.released_at THEN 'released before it was cleared'
        WHEN c.expires_on < r.released_on THEN 'released after the clearance expired'
        WHEN v.revoked_at < r.released_at THEN 'released after the clearance was revoked'
        WHEN NOT EXISTS (SELECT FROM review.review_case w WHERE w.id = c.review_id AND w.digest = c.digest) THEN 'cleared by no review of this content'
        WHEN NOT EXISTS (SELECT FROM gate.content k WHERE k.digest = r.digest) THEN 'what was released is not there' END AS found
      FROM gate.release r LEFT JOIN gate.clearance c ON c.id = r.clearance_id LEFT JOIN gate.revocation v ON v.clearance_id = c.id
    UNION ALL
    SELECT coalesce(q.number, q.id), CASE
        WHEN l.id IS NULL THEN 'its reply went out without a release'
        WHEN l.digest <> q.proposal_digest OR l.audience <> 'CASE:' || q.id THEN 'its release is of other content, or for somebody else' END
      FROM requests.request q LEFT JOIN gate.release l ON l.id = q.release_id
      WHERE q.served_on IS NOT NULL AND NOT q.erased AND EXISTS (SELECT FROM requests.event e WHERE e.stream_id = q.id AND (e.type = 'ReplyServed' OR (e.type = 'RepliedOnTheSpot' AND e.canonical::jsonb->'payload' ? 'digest')) AND (e.canonical::jsonb->>'round')::integer = q.round)
    UNION ALL
    SELECT coalesce(q.number, q.id), 'given on the spot was what was not public then' FROM requests.request q JOIN requests.event e ON e.stream_id = q.id AND e.type = 'RepliedOnTheSpot', jsonb_array_elements_text(e.canonical::jsonb#>'{payload,disclosureIds}') AS given(id)
      WHERE NOT EXISTS (SELECT FROM publication.entry p JOIN gate.release l ON l.address = p.address WHERE p.id = given.id AND l.released_at <= e.recorded_at AND NOT EXISTS (SELECT FROM gate.release_end x WHERE x.release_id = l.id AND x.ended_at <= e.recorded_at AND x.reason <> 'REPLACED'))`);
  return rows.filter(({ found }) => found !== null).map(({ about, found }) => ({ check: NAME, about, found }));
};
