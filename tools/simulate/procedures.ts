import type { LocalDate } from '@disclosure/kernel';
import type { Outcome } from '@disclosure/platform-persistence';
import type { DisclosureState } from '@disclosure/publication-domain';
import type { ReviewState } from '@disclosure/review-domain';
import { positionIn } from '@disclosure/workflow';
import type { AggregateState } from '@disclosure/workflow';
import type { Case, Take } from './driver.ts';
import type { House } from './house.ts';
import type { PublishStep, ReviewStep, Who } from './plan/plan.ts';

interface Scene { readonly kept: Case; readonly take: Take; readonly today: LocalDate }

/** A procedure of another context met a refusal: it is given up. */
class Refused extends Error {}

const accepted = <S extends AggregateState>(action: string, outcome: Outcome<S>): Extract<Outcome<S>, { kind: 'DONE' }> => {
  if (outcome.kind === 'DONE') return outcome;
  throw new Refused(`${action}: ${outcome.kind === 'REFUSED' ? outcome.refusals.map(({ code, message }) => `${code} ${message}`).join(' ') : outcome.kind}`);
};

/** What was refused, in words; null where nothing was. */
async function tried(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

const PASSED = { passed: true, remarks: '内容准确，可以提供。' };
const remarked = { passed: false, remarks: '表述不够准确，请修改后重新送审。' };

interface Content { readonly digest: string; readonly extent: string; readonly mode: string; readonly audience: string; readonly subjectKind: string; readonly subjectId: string }

/** The whole secrecy review: opened by the division, signed by its head, approved by the deputy, by the principal leader where it matters; asked of the secrecy office where screening says so. */
async function reviewed({ kept, take }: Scene, content: Content, how: ReviewStep['review']): Promise<void> {
  const act = async (action: string, by: Who, id: string | null, input: object) => accepted(action, await take<ReviewState>('ReviewCase', action, by, id, input));
  const { streamId: id, state } = await act('openReview', 'HANDLER', null, { ...content, divisionId: kept.lead, isMajorSensitive: how === 'MAJOR' });
  if (state.mustRefer || state.findings.some(({ severity }) => severity === 'FORBIDDEN')) {
    await act('referToSecrecyOffice', 'HEAD', id, { reason: '筛查提示涉密字样，处室不能自行确定。' });
    await act('recordDetermination', 'SECRECY', id, { result: 'MAY_DISCLOSE', reason: '经核实，该字样为法条引用，内容不涉密。' });
  }
  const findings = state.findings.filter(({ severity }) => severity !== 'INFO').map(({ id: findingId }) => ({ findingId, disposition: 'NOT_APPLICABLE', reason: '系对条文或者常用词语的引用。' }));
  await act('signReview', 'HEAD', id, { contentReview: how === 'FAIL' ? remarked : PASSED, secrecyReview: PASSED, findings });
  if (how === 'FAIL') return;
  await act('approveReviewAsSupervisingDeputy', 'DEPUTY', id, { remarks: '同意。' });
  if (how === 'MAJOR') await act('approveReviewAsPrincipalLeader', 'PRINCIPAL', id, { remarks: '同意。' });
}

/** Reviews what was drafted for the applicant of this case. Gives what was refused; null where all went well. */
export function review(scene: Scene, { review: how, of, extent }: ReviewStep): Promise<string | null> {
  const { entry: { id }, state } = scene.kept;
  return tried(() => reviewed(scene, { digest: (of === 'PREPARED' ? state?.prepared : state?.proposal)?.digest ?? '', extent, mode: 'ON_REQUEST', audience: `CASE:${id}`, subjectKind: 'REQUEST', subjectId: id ?? '' }, how));
}

/** Publishes what was promoted, once the item has been opened for it. LATER: it has not; null: done, or nothing was promoted. */
export async function publish(scene: Scene, { publish: { title, body } }: PublishStep, house: House): Promise<string | null> {
  const { kept, take, today } = scene;
  if (kept.state === null || positionIn(kept.state, 'promotion') !== 'CONFIRMED') return null;
  const { writer } = house.platform.database.context('publication');
  const [opened] = await writer.query<{ id: string }>("SELECT id FROM publication.disclosure WHERE origin_requests[1] = $1 AND stage = 'OPENED'", [kept.entry.id]);
  if (!opened) return 'LATER';
  const { id } = opened;
  const act = async (action: string, by: Who, input: object = {}) => accepted(action, await take<DisclosureState>('Disclosure', action, by, id, input));
  return tried(async () => {
    const { state } = await act('proposeDisclosure', 'HANDLER', { route: 'OTHER', divisionId: kept.lead, title, summary: `${title}。`, body: `${body}（整理序号${kept.plan.index}）`, formedOn: today, extent: 'FULL_TEXT', mode: 'PROACTIVE', categoryIds: ['content-3'] });
    await act('approveDisclosureAsDivisionHead', 'HEAD');
    await act('approveDisclosureAsSupervisingDeputy', 'DEPUTY');
    await reviewed(scene, { digest: state.digest ?? '', extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subjectKind: 'DISCLOSURE', subjectId: id }, 'PASS');
    await act('publishDisclosure', 'OFFICE');
  });
}
