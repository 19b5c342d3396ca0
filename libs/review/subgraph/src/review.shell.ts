import { randomUUID } from 'node:crypto';
import { addDays, startOf } from '@disclosure/kernel';
import { expungeContent, grantClearance, openContent, revokeClearance } from '@disclosure/platform-gate';
import { destroyContent } from '@disclosure/platform-persistence';
import type { NoticeSpec, Outgoing, PrepareScope, Queryable, Shell, Stash, Step, TimerSpec } from '@disclosure/platform-persistence';
import { determinationDueOn, outsideWarning, reviewCase, reviewDueOn } from '@disclosure/review-domain';
import type { ReviewFinding, ReviewState, ScreenedContent } from '@disclosure/review-domain';
import { positionIn } from '@disclosure/workflow';
import type { DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { removeLater } from './removals.ts';
import { screenPackage } from './screen-package.ts';
import type { ReviewServices } from './review.services.ts';

type Scope = PrepareScope<ReviewState>;
type Given = Readonly<Record<string, unknown>>;

/** Puts the named free texts of an input into the stash; what was left out stays out. */
function stashed(input: Given, stash: Stash, ...fields: readonly string[]): Given {
  const texts = fields.map((field) => {
    const text = input[field];
    return [field, typeof text === 'string' && text !== '' ? stash.text(field, text) : undefined] as const;
  });
  return { ...input, ...Object.fromEntries(texts) };
}
const withReason = (input: Given, stash: Stash): Given => stashed(input, stash, 'reason');

/** Looks the package up at the gate and screens it. Only for officers: nobody else can open a review, whatever it holds. */
async function screened(digest: string, stash: Stash, { tx, platform, actor }: Scope, services: ReviewServices): Promise<ScreenedContent> {
  const absent: ScreenedContent = { held: false, owner: null, plainDigest: null, reviewedBy: [], barred: null, findings: [] };
  if (actor.kind !== 'OFFICER') return absent;
  const content = await openContent(tx, digest, platform.keys);
  if (content === null) return absent;
  const [stored] = await tx.query<{ plain_digest: string | null; owner: string | null }>('SELECT c.plain_digest, k.owner FROM gate.content c LEFT JOIN gate.content_key k ON k.id = c.key_id WHERE c.digest = $1', [digest]);
  const findings = (await screenPackage(content, services)).map((finding, index): ReviewFinding => ({
    id: `f${index + 1}`, kind: finding.kind, severity: finding.severity, clause: finding.clause, where: finding.where, from: finding.from, to: finding.to,
    excerpt: stash.text('excerpt', finding.excerpt), suggestion: stash.text('suggestion', finding.suggestion),
  }));
  const plainDigest = stored?.plain_digest ?? null;
  return { held: true, owner: stored?.owner ?? null, plainDigest, ...(await reviewedBefore(tx, digest, plainDigest, stored?.owner ?? null)), findings };
}

/**
 * What reviews of the same content, plain or encrypted, have come to so far. What was found against it binds them all; whose it is does not follow from
 * the words: two divisions may well write the same to two applicants, and each package is encrypted for one of them.
 */
async function reviewedBefore(tx: Queryable, digest: string, plainDigest: string | null, owner: string | null): Promise<Pick<ScreenedContent, 'reviewedBy' | 'barred'>> {
  const reviews = await tx.query<{ division_id: string; digest: string; state: string; barred: ScreenedContent['barred'] }>(
    'SELECT division_id, digest, state, barred FROM review.review_case WHERE digest IN ($1, $2) OR plain_digest IN ($1, $2)', [digest, plainDigest ?? digest]);
  const current = reviews.filter((review) => review.state !== 'RETURNED' && review.state !== 'WITHDRAWN' && (owner === null || review.digest === digest));
  const found = reviews.map(({ barred }) => barred);
  return { reviewedBy: [...new Set(current.map(({ division_id }) => division_id))], barred: found.find((barred) => barred === 'CLASSIFIED') ?? found.find((barred) => barred !== null) ?? null };
}

const approve = (input: Given, stash: Stash): Given => ({ ...stashed(input, stash, 'remarks'), clearanceId: randomUUID() });

const reached = (event: StoredEvent, table: string): string | null => event.moves.find((move) => move.table === table)?.to ?? null;

/** The shell of `ReviewCase`: texts and findings into rows of their own, clearances to the gate, the published forms. */
export const reviewShell = (services: ReviewServices): Shell<ReviewState> => ({
  aggregate: reviewCase,
  prepare: {
    openReview: async (input: Given & { digest: string }, stash: Stash, scope: Scope) => ({ ...withReason(input, stash), content: await screened(input.digest, stash, scope, services) }),
    reopenReview: async (input: Given, stash: Stash, scope: Scope) => ({ ...withReason(input, stash), content: await screened(scope.state.digest, stash, scope, services) }),
    signReview: (input: { contentReview: Given; secrecyReview: Given; findings?: readonly Given[] }, stash: Stash) => ({
      contentReview: stashed(input.contentReview, stash, 'remarks'),
      secrecyReview: stashed(input.secrecyReview, stash, 'remarks'),
      findings: (input.findings ?? []).map((finding) => stashed(finding, stash, 'reason')),
    }),
    approveReviewAsSupervisingDeputy: approve,
    approveReviewAsPrincipalLeader: approve,
    raiseMajorSensitive: withReason,
    lowerMajorSensitive: withReason,
    referToSecrecyOffice: withReason,
    referOutside: (input: Given, stash: Stash) => stashed(input, stash, 'reason', 'letterNumber'),
    recordDetermination: (input: Given, stash: Stash) => stashed(input, stash, 'reason', 'answerNumber'),
    recordRightsHolderConsent: (input: Given, stash: Stash) => stashed(input, stash, 'evidence'),
    classifyLate: withReason,
    returnReview: withReason,
    withdrawReview: withReason,
    revokeClearance: withReason,
  },
  project: async (step) => {
    await writeRow(step);
    await atTheGate(step);
  },
  publish,
  timers,
  notices,
});

function timers(after: ReviewState, facts: DecisionFacts): readonly TimerSpec[] {
  const dueOn = reviewDueOn(after, facts);
  const answerBy = determinationDueOn(after, facts);
  return [
    ...(positionIn(after, 'clearance') === 'VALID' && after.expiresOn !== null ? [{ key: 'expiry', dueAt: startOf(addDays(after.expiresOn, 1)), action: 'lapseClearance', input: {} }] : []),
    ...(dueOn !== null && positionIn(after, 'reminder', String(after.round)) === 'NONE' ? [{ key: `due:${after.round}`, dueAt: startOf(dueOn, 8), action: 'warnReviewDue', input: {} }] : []),
    ...(answerBy !== null && positionIn(after, 'reminder', outsideWarning(after)) === 'NONE' ? [{ key: `outside:${after.round}`, dueAt: startOf(addDays(answerBy, 1), 9), action: 'warnDeterminationDue', input: {} }] : []),
  ];
}

async function writeRow({ tx, after, event }: Step<ReviewState>): Promise<void> {
  const clearance = after.clearances.at(-1);
  const changing = [positionIn(after, 'review'), after.authorId, positionIn(after, 'sensitivity') === 'MAJOR', clearance?.id ?? null, clearance ? positionIn(after, 'clearance') : null, event.recordedAt, barredBy(after)];
  if (event.seq > 1) {
    await tx.query('UPDATE review.review_case SET state = $2, author_id = $3, is_major_sensitive = $4, clearance_id = $5, clearance_state = $6, changed_at = $7, barred = $8 WHERE id = $1', [after.id, ...changing]);
    return;
  }
  await tx.query(
    `INSERT INTO review.review_case (id, state, author_id, is_major_sensitive, clearance_id, clearance_state, changed_at, barred, digest, plain_digest, extent, mode, audience, subject_kind, subject_id, division_id, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $7)`,
    [after.id, ...changing, after.digest, event.payload['plainDigest'] ?? null, after.extent, after.mode, after.audience, after.subject.kind, after.subject.id, after.divisionId]);
}

/** What the record has come to against its content. A determination that it may be disclosed lifts an earlier one of this record. */
function barredBy(state: ReviewState): ScreenedContent['barred'] {
  if (positionIn(state, 'lateClassification') === 'CLASSIFIED') return 'CLASSIFIED';
  return state.determination === 'MUST_NOT_DISCLOSE' || (state.mustRefer && state.determination === null) ? 'MUST_NOT_DISCLOSE' : null;
}

/** Clearances and their ends, in the transaction of the event that grants or ends them. */
async function atTheGate({ tx, after, event, platform }: Step<ReviewState>): Promise<void> {
  const clearance = reached(event, 'clearance');
  const granted = clearance === 'VALID' ? after.clearances.at(-1) : undefined;
  if (granted) {
    const { digest, extent, mode, audience, expiresOn } = after;
    await grantClearance(tx, { id: granted.id, digest, extent, mode, audience, clearedOn: granted.clearedOn, expiresOn, clearedAt: event.recordedAt, reviewId: after.id });
  }
  for (const { id } of revokedBy(event, after)) await revokeClearance(tx, id, event.recordedAt, event.clause);
  if (reached(event, 'lateClassification') === 'CLASSIFIED') {
    const content = await openContent(tx, after.digest, platform.keys);
    const renditions = await expungeContent(tx, after.digest, event.recordedAt, event.clause);
    await destroyContent(tx, 'review', after.id);
    await removeLater(tx, after.id, [...(content?.attachments ?? []).map((attachment) => attachment.digest), ...renditions]);
  }
}

const revokedBy = (event: StoredEvent, after: ReviewState): ReviewState['clearances'] => after.clearances.filter(({ revokedSeq }) => revokedSeq === event.seq);

function publish(event: StoredEvent, after: ReviewState): readonly Outgoing[] {
  const { id: reviewId, digest, extent, mode, audience, subject } = after;
  const outgoing: Outgoing[] = [];
  const clearance = reached(event, 'clearance');
  const latest = after.clearances.at(-1);
  if (clearance === 'VALID' && latest) outgoing.push({ type: 'ClearanceGranted', data: { reviewId, clearanceId: latest.id, digest, extent, mode, audience, subject } });
  for (const { id: clearanceId } of revokedBy(event, after)) outgoing.push({ type: 'ClearanceRevoked', data: { reviewId, clearanceId, digest, subject } });
  const result = reached(event, 'review');
  if (result === 'WITHHELD' || result === 'RETURNED' || result === 'WITHDRAWN') outgoing.push({ type: 'ReviewEnded', data: { reviewId, digest, result, subject } });
  return outgoing;
}

/** Who holds the record now, as recipients of notices. */
function holdersOf(state: ReviewState): readonly string[] {
  switch (positionIn(state, 'review')) {
    case 'OPEN': return [`office:DIVISION_HEAD:${state.divisionId}`];
    case 'DIVISION_REVIEWED': return [`office:SUPERVISING_DEPUTY:${state.divisionId}`];
    case 'DEPUTY_APPROVED': return ['office:PRINCIPAL_LEADER'];
    case 'REFERRED_TO_SECRECY_OFFICE': case 'REFERRED_OUTSIDE': return ['office:SECRECY_OFFICER'];
    default: return [];
  }
}

/** Whose turn it is, once the record has moved there. No content in a notice: it is read outside the case. */
function notices({ after, event }: Step<ReviewState>): readonly NoticeSpec[] {
  const tell = (kind: string, message: string, ...recipients: readonly string[]): NoticeSpec[] => recipients.map((recipient) => ({ kind, recipient, message, clause: event.clause }));
  const author = after.authorId === null ? [] : [`person:${after.authorId}`];
  const told: NoticeSpec[] = [];
  switch (reached(event, 'review')) {
    case 'OPEN': told.push(...tell('REVIEW_TO_SIGN', '有一件信息待您进行内容审核和保密审查。', ...holdersOf(after))); break;
    case 'DIVISION_REVIEWED': told.push(...tell('REVIEW_TO_APPROVE', '有一件保密审查待您审批。', ...holdersOf(after))); break;
    case 'DEPUTY_APPROVED': told.push(...tell('REVIEW_TO_APPROVE', '有一件重大敏感性信息的保密审查待您批准。', ...holdersOf(after))); break;
    case 'REFERRED_TO_SECRECY_OFFICE': told.push(...tell('REVIEW_TO_DETERMINE', '有一件信息提交厅保密办确定是否可以公开。', ...holdersOf(after))); break;
    case 'CLEARED': told.push(...tell('REVIEW_CLEARED', '您送审的内容已放行。', ...author)); break;
    case 'WITHHELD': told.push(...tell('REVIEW_WITHHELD', '您送审的内容已定为不予公开。', ...author)); break;
    case 'RETURNED': told.push(...tell('REVIEW_RETURNED', '您送审的内容已退回，请修改后重新送审。', ...author)); break;
    default: break;
  }
  if (event.type === 'ReviewDueWarned') told.push(...tell('REVIEW_DUE', '一件保密审查今日到内部期限，请尽快办理。', ...holdersOf(after)));
  if (event.type === 'DeterminationOverdueWarned') told.push(...tell('DETERMINATION_OVERDUE', '一件报省确定的信息逾期未收到答复，请联系受理机关；报省确定期间，申请的答复期限照常计算。', ...holdersOf(after), ...author));
  if (reached(event, 'clearance') === 'REVOKED') {
    told.push(...tell('CLEARANCE_REVOKED', '一件内容的放行已被撤销，依此公开的内容已全部撤下；涉嫌泄密的，请在二十四小时内报告。', 'office:SECRECY_OFFICER', 'office:DISCLOSURE_OFFICER', `office:DIVISION_HEAD:${after.divisionId}`));
  }
  switch (reached(event, 'lateClassification')) {
    case 'DIVISION_DETERMINED': told.push(...tell('LATE_CLASSIFICATION', '有一件信息处室确定应当补充定密，待您审定。', `office:SUPERVISING_DEPUTY:${after.divisionId}`)); break;
    case 'DEPUTY_EXAMINED': told.push(...tell('LATE_CLASSIFICATION', '有一件信息补充定密待您审核。', 'office:CLASSIFICATION_OFFICER')); break;
    default: break;
  }
  return told;
}
