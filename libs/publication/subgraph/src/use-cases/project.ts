import { endRelease, getContent } from '@disclosure/platform-gate';
import type { Step } from '@disclosure/platform-persistence';
import { formationDate } from '@disclosure/publication-domain';
import type { DisclosureState, PublishedVersion } from '@disclosure/publication-domain';
import { positionIn } from '@disclosure/workflow';
import { DisclosureRecord } from '../records/disclosure.record.ts';
import { vectorsOf } from '../search/vector.ts';
import type { Weight } from '../search/vector.ts';

type DisclosureStep = Step<DisclosureState>;

/** Writes the current rows of a disclosure after an event; what is public changes at publication and withdrawal alone. */
export async function projectDisclosure(step: DisclosureStep): Promise<void> {
  await writeRecord(step);
  switch (step.event.type) {
    case 'DisclosurePublished':
      return publish(step);
    case 'DisclosureWithdrawn':
      return withdraw(step);
    case 'DisclosureClearanceRevoked':
      return unindex(step);
    default:
  }
}

async function writeRecord({ tx, before, after, event }: DisclosureStep): Promise<void> {
  const reasons = event.payload['reasons'] as { readonly text: string } | undefined;
  const restated = 'extent' in event.payload;
  const values = {
    id: after.id, stage: positionIn(after, 'disclosure'), releaseState: positionIn(after, 'release'), route: after.route, divisionId: after.divisionId, extent: after.extent, mode: after.mode,
    ground: after.ground, isMajorSensitive: after.isMajorSensitive, digest: after.digest, documentNumber: after.documentNumber, formedOn: after.formedOn, documentDatedOn: after.documentDatedOn,
    signedOffOn: after.signedOffOn, changedOn: after.changedOn, categoryIds: [...after.categoryIds], validity: after.validity, kind: after.kind, originRequests: [...after.originRequests],
    version: after.versions['case'] ?? 0, ...(restated || before.seq === 0 ? { reasonsId: reasons?.text ?? null } : {}),
  };
  if (before.seq === 0) await tx.em.insert(DisclosureRecord, { ...values, reasonsId: reasons?.text ?? null, openedAt: event.recordedAt });
  else await tx.em.nativeUpdate(DisclosureRecord, { id: after.id }, values);
}

async function publish(step: DisclosureStep): Promise<void> {
  const { tx, after, event } = step;
  const version = after.releases.at(-1) as PublishedVersion;
  await tx.query(
    `INSERT INTO publication.entry (id, index_number, address, current_version, first_published_on) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET current_version = excluded.current_version`, [after.id, after.indexNumber, after.address, version.number, version.publishedOn]);
  await tx.query(
    `INSERT INTO publication.disclosure_version (disclosure_id, number, kind, release_id, division_id, document_number, formed_on, document_dated_on, changed_on, published_on, published_at, validity, mode, category_ids)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [after.id, version.number, version.kind, version.releaseId, after.divisionId, after.documentNumber, formationDate(after), after.documentDatedOn, after.changedOn, version.publishedOn, event.recordedAt, after.validity, after.mode, after.categoryIds]);
  await index(step, version);
}

async function withdraw(step: DisclosureStep): Promise<void> {
  const { tx, after, event } = step;
  for (const { releaseId } of after.releases) await endRelease(tx, releaseId, event.recordedAt, 'WITHDRAWN');
  await tx.query('UPDATE publication.entry SET withdrawn_on = $2, withdrawn_clause = $3 WHERE id = $1', [after.id, after.withdrawnOn, event.payload['clause']]);
  await unindex(step);
}

/** What search finds an item by: written out of the very package that was released. */
async function index(step: DisclosureStep, version: PublishedVersion): Promise<void> {
  const { tx, after } = step;
  const content = await getContent(tx, version.digest);
  if (!content) throw new Error(`the gate released ${version.digest} but does not hold it`);
  const fields: readonly (readonly [string | null | undefined, Weight])[] = [
    [content.title, 'A'], [after.documentNumber, 'B'], [after.indexNumber, 'B'], ...(content.blocks['keywords'] ?? '').split('\n').map((word) => [word, 'B'] as const), [content.summary, 'C'], [content.body, 'D'],
  ];
  const vectors = fields.flatMap(([value, weight]) => (value ? vectorsOf(value, weight) : []));
  await unindex(step);
  for (const [ordinal, tokens] of vectors.entries()) {
    await tx.query('INSERT INTO publication.section (disclosure_id, ordinal, version, tokens) VALUES ($1, $2, $3, $4::tsvector)', [after.id, ordinal, version.number, tokens]);
  }
}

async function unindex({ tx, after }: DisclosureStep): Promise<void> {
  await tx.query('DELETE FROM publication.section WHERE disclosure_id = $1', [after.id]);
}
