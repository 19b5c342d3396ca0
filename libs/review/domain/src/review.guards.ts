import { isLocalDate } from '@disclosure/kernel';
import { divisionExists, holdsOffice } from '@disclosure/organisation';
import type { Role } from '@disclosure/organisation';
import { guard, positionIn, roleLabel } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import type { ApproveReview, ClassifyLate, OpenReview, RecordDetermination, RecordRightsHolderConsent, ReopenReview, SignReview } from './review.input.ts';
import type { ReviewState } from './review.type.ts';

const input = { readsInput: true } as const;
type Any = Attempt<ReviewState, unknown>;

// --- Sending in ---

/** What is reviewed is what the gate holds, frozen under its digest. */
export const contentHeld = guard<ReviewState, OpenReview | ReopenReview>('contentHeld', 'A3-9-1', ({ input: { content } }) =>
  (content.held ? null : { code: 'CONTENT_NOT_HELD', message: '未找到该摘要值对应的内容，或者内容已被清除；请先提交内容，再就其摘要值送审。', field: 'input.digest' }), input);

/** Content that is encrypted for one applicant is nobody else's. */
export const contentFitsAudience = guard<ReviewState, OpenReview>('contentFitsAudience', 'A3-1', ({ input: { content, audience } }) =>
  (content.owner === null || content.owner === audience ? null : { code: 'CONTENT_OF_OTHER_AUDIENCE', message: '该内容是为另一公开对象加密保存的，不能就本次公开对象送审。', field: 'input.audience' }), input);

/** The division that made the information sends it in (A3-9-1), by an officer of its own. */
export const openerOfDivision = guard<ReviewState, OpenReview>('openerOfDivision', 'A3-9-1', ({ input: { divisionId }, actor, facts }) => {
  if (!divisionExists(facts.organisation, divisionId, facts.today)) return { code: 'DIVISION_UNKNOWN', message: '信息制作处室不存在或者已撤销。', field: 'input.divisionId' };
  const isOfDivision = actor.kind === 'OFFICER' && (['CASE_HANDLER', 'DISCLOSURE_LIAISON'] as const).some((office) => holdsOffice(facts.organisation, actor.personId, office, facts.today, divisionId));
  return isOfDivision ? null : { code: 'NOT_OF_DIVISION', message: '应由信息制作处室的承办人或政务公开信息员送审，您不在该处室任职。', field: 'input.divisionId', facts: { divisionId } };
}, input);

/** A digest alone opens nothing: content that one division has in review is not looked into by sending it in from another. */
export const contentOfDivision = guard<ReviewState, OpenReview>('contentOfDivision', 'A3-9-1', ({ input: { content, divisionId } }) =>
  (content.reviewedBy.every((division) => division === divisionId) ? null : { code: 'CONTENT_OF_OTHER_DIVISION', message: '该内容已由另一处室作为信息制作处室送审，本处室不能再行送审。', field: 'input.divisionId' }), input);

/** Proactive disclosure is for everybody, disclosure on request for the applicant of one case. */
export const modeFitsAudience = guard<ReviewState, OpenReview>('modeFitsAudience', 'A3-5', ({ input: { mode, audience } }) => {
  if (audience !== 'PUBLIC' && !/^CASE:.+$/u.test(audience)) return { code: 'AUDIENCE_UNKNOWN', message: '公开对象应为“PUBLIC”（社会公众）或“CASE:申请编号”（该件申请人）。', field: 'input.audience' };
  if (mode === 'PROACTIVE' && audience !== 'PUBLIC') return { code: 'MODE_AUDIENCE_MISMATCH', message: '主动公开面向社会公众，公开对象应为“PUBLIC”。', field: 'input.audience', facts: { mode, audience } };
  if (mode === 'ON_REQUEST' && audience === 'PUBLIC') return { code: 'MODE_AUDIENCE_MISMATCH', message: '依申请公开只面向该件申请人，公开对象应为“CASE:申请编号”；面向社会公众的应按主动公开送审。', field: 'input.mode', facts: { mode, audience } };
  return null;
}, input);

export const subjectFitsAudience = guard<ReviewState, OpenReview>('subjectFitsAudience', 'A3-1', ({ input: { subjectKind, subjectId, audience } }) => {
  if (subjectKind === 'DISCLOSURE' && audience !== 'PUBLIC') return { code: 'SUBJECT_AUDIENCE_MISMATCH', message: '主动公开条目的公开对象应为“PUBLIC”。', field: 'input.audience' };
  if (audience !== 'PUBLIC' && audience !== `CASE:${subjectId}`) return { code: 'SUBJECT_AUDIENCE_MISMATCH', message: '公开对象与送审事项不是同一件申请。', field: 'input.audience' };
  return null;
}, input);

/** A choice not to disclose states its reason by law (A3-5). */
export const withholdingHasGround = guard<ReviewState, OpenReview>('withholdingHasGround', 'A3-5', ({ input: { extent, ground, reason }, facts }) => {
  if (extent !== 'WITHHELD') return null;
  if (ground === undefined || reason === undefined) return { code: 'GROUND_MISSING', message: '选择“不予公开”须依法依规说明理由：请填写依据和理由。', field: ground === undefined ? 'input.ground' : 'input.reason' };
  return groundKnown(ground, facts) ? null : { code: 'GROUND_UNKNOWN', message: '不予公开的依据不在法定范围内。', field: 'input.ground', facts: { ground } };
}, input);

const groundKnown = (ground: string, { law, today }: Any['facts']): boolean =>
  law.grounds.some((known) => known.id === ground && known.validFrom <= today && (known.validTo === null || today <= known.validTo));

export const expiryAhead = guard<ReviewState, OpenReview>('expiryAhead', 'A3-1', ({ input: { expiresOn }, facts }) => {
  if (expiresOn === undefined || (isLocalDate(expiresOn) && expiresOn >= facts.today)) return null;
  return { code: 'EXPIRY_PAST', message: '放行有效期的最后一日不能早于今天。', field: 'input.expiresOn', facts: { expiresOn, today: facts.today } };
}, input);

/** A live clearance stands: it is revoked or over before its content is reviewed anew. */
export const clearanceOver = guard<ReviewState, unknown>('clearanceOver', 'A3-1', ({ state }) =>
  (positionIn(state, 'clearance') === 'VALID' ? { code: 'CLEARANCE_STILL_VALID', message: '该内容的放行仍然有效；情况有变化的，请先撤销放行，再重新审查。' } : null));

/** What was classified is not here any more, and is not reviewed here (SEC-01). */
export const notClassified = guard<ReviewState, OpenReview | ReopenReview>('notClassified', 'SSL-31', ({ input: { content } }) =>
  (content.barred === 'CLASSIFIED' ? { code: 'CLASSIFIED', message: '该内容已补充定密并移交清除，本平台为非涉密系统，不得在此送审。' } : null), input);

// --- The two answers ---

/** No division waves a forbidden finding through, or undoes an earlier determination: the secrecy office determines it first (A3-2, A3-9-3). */
export const forbiddenFindingsDetermined = guard<ReviewState, unknown>('forbiddenFindingsDetermined', 'A3-9-3', ({ state }) => {
  const forbidden = state.findings.filter((finding) => finding.severity === 'FORBIDDEN');
  if (state.extent === 'WITHHELD' || state.determination === 'MAY_DISCLOSE') return null;
  if (state.mustRefer) return { code: 'MUST_REFER_TO_SECRECY_OFFICE', message: '该内容此前已被确定为不得公开，处室不能自行改变结论；情况有变化的，请提交厅保密委员会办公室重新确定。' };
  if (forbidden.length === 0) return null;
  return {
    code: 'MUST_REFER_TO_SECRECY_OFFICE',
    message: `筛查发现 ${forbidden.length} 处禁止发布的内容，处室不能自行放行；请提交厅保密委员会办公室确定，或者退回修改。`,
    facts: { findings: forbidden.map(({ id }) => id).join(' '), clauses: [...new Set(forbidden.map(({ clause }) => clause))].join(' ') },
  };
});

/** Where a third party's secret or privacy is touched: consent, or the decision for the public interest, is on file first. */
export const rightsHolderSettled = guard<ReviewState, unknown>('rightsHolderSettled', 'A3-3', ({ state }) =>
  (state.extent === 'WITHHELD' || !state.concernsRightsHolder || positionIn(state, 'rightsHolder') !== 'NONE' ? null : {
    code: 'RIGHTS_HOLDER_CONSENT_MISSING', message: '内容涉及商业秘密或个人隐私，须先记录权利人同意公开，或者不公开可能对公共利益造成重大影响的认定。',
  }));

const passes = ({ contentReview, secrecyReview }: SignReview): boolean => contentReview.passed && secrecyReview.passed;

/** Every finding is answered; what only informs (INFO) needs none. */
export const findingsAddressed = guard<ReviewState, SignReview>('findingsAddressed', 'A3-8', ({ state, input: given }) => {
  if (!passes(given)) return null;
  const open = state.findings.filter(({ id, severity }) => severity !== 'INFO' && severity !== 'FORBIDDEN' && !given.findings.some(({ findingId }) => findingId === id));
  return open.length === 0 ? null : {
    code: 'FINDINGS_NOT_ADDRESSED', message: `还有 ${open.length} 处筛查发现未处理；请逐项选择“删除”“删减”或“不适用”并说明理由。`, field: 'input.findings', facts: { findings: open.map(({ id }) => id).join(' ') },
  };
}, input);

export const dispositionsSound = guard<ReviewState, SignReview>('dispositionsSound', 'A3-8', ({ state, input: given }) => {
  const ids = given.findings.map(({ findingId }) => findingId);
  const unknown = ids.find((id) => !state.findings.some((finding) => finding.id === id));
  if (unknown !== undefined) return { code: 'FINDING_UNKNOWN', message: `没有编号为 ${unknown} 的筛查发现。`, field: 'input.findings', facts: { findingId: unknown } };
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return { code: 'FINDING_ADDRESSED_TWICE', message: `筛查发现 ${twice} 处理了两次。`, field: 'input.findings', facts: { findingId: twice } };
  const bare = given.findings.find(({ disposition, reason }) => disposition === 'NOT_APPLICABLE' && reason === undefined);
  return bare === undefined ? null : { code: 'DISPOSITION_REASON_MISSING', message: `筛查发现 ${bare.findingId} 处理为“不适用”，须说明理由。`, field: 'input.findings', facts: { findingId: bare.findingId } };
}, input);

/** The clearance is bound to these bytes: whoever has something removed or redacted has other content reviewed. */
export const contentUnchanged = guard<ReviewState, SignReview>('contentUnchanged', 'A3-8', ({ input: given }) => {
  const changing = given.findings.filter(({ disposition }) => disposition !== 'NOT_APPLICABLE');
  return !passes(given) || changing.length === 0 ? null : {
    code: 'CONTENT_MUST_CHANGE',
    message: '处理为“删除”或“删减”的，内容须先改动：放行与送审内容的摘要值逐字节对应。请以审查不通过退回修改，再就修改后的内容重新送审；只有全部处理为“不适用”的，才能就本内容通过。',
    field: 'input.findings', facts: { findings: changing.map(({ findingId }) => findingId).join(' ') },
  };
}, input);

export const failureExplained = guard<ReviewState, SignReview>('failureExplained', 'A3-9-1', ({ input: { contentReview, secrecyReview } }) => {
  const field = !contentReview.passed && contentReview.remarks === undefined ? 'input.contentReview.remarks' : !secrecyReview.passed && secrecyReview.remarks === undefined ? 'input.secrecyReview.remarks' : null;
  return field === null ? null : { code: 'REMARKS_MISSING', message: '审查不通过的，须签注意见，说明需要修改的内容。', field };
}, input);

// --- Approval ---

/** No clearance without both answers (A3-8; PRO-07): content review and secrecy review, each passed. */
export const bothAnswersPassed = guard<ReviewState, ApproveReview>('bothAnswersPassed', 'A3-8', ({ state }) =>
  (state.answers?.content === true && state.answers.secrecy ? null : { code: 'ANSWERS_MISSING', message: '内容审核和保密审查须由处室负责人分别作出并均通过，方可审批。' }));

/** While somebody holds that the content should be classified, nothing of it goes out (A1-9). */
export const noLateClassificationPending = guard<ReviewState, unknown>('noLateClassificationPending', 'A1-9', ({ state }) =>
  (['DIVISION_DETERMINED', 'DEPUTY_EXAMINED'].includes(positionIn(state, 'lateClassification'))
    ? { code: 'LATE_CLASSIFICATION_PENDING', message: '处室认为该内容应当补充定密，在定密责任人审核完毕之前不得放行。' } : null));

// --- Whose turn it is, where one action is several people's ---

const turn = (name: string, clause: string, whose: (state: ReviewState) => Role | null) => guard<ReviewState, unknown>(name, clause, ({ state, roles }) => {
  const role = whose(state);
  if (role === null || roles.has(role)) return null;
  return { code: 'NOT_YOUR_TURN', message: `本环节应由${roleLabel(role)}办理。`, facts: { role } };
});

const RETURNS: Readonly<Record<string, Role>> = { OPEN: 'DIVISION_HEAD', DIVISION_REVIEWED: 'SUPERVISING_DEPUTY', DEPUTY_APPROVED: 'PRINCIPAL_LEADER', REFERRED_TO_SECRECY_OFFICE: 'SECRECY_OFFICER' };
export const returnersTurn = turn('returnersTurn', 'A3-9-2', (state) => RETURNS[positionIn(state, 'review')] ?? null);

const CLASSIFIERS: Readonly<Record<string, Role>> = { NONE: 'DIVISION_HEAD', DECLINED: 'DIVISION_HEAD', DIVISION_DETERMINED: 'SUPERVISING_DEPUTY', DEPUTY_EXAMINED: 'CLASSIFICATION_OFFICER' };
export const classifiersTurn = turn('classifiersTurn', 'A1-9', (state) => CLASSIFIERS[positionIn(state, 'lateClassification')] ?? null);

/** A division that determines cannot at once disagree with itself. */
export const determinationIsOne = guard<ReviewState, ClassifyLate>('determinationIsOne', 'A1-9', ({ state, input: { agrees } }) =>
  (!agrees && ['NONE', 'DECLINED'].includes(positionIn(state, 'lateClassification')) ? { code: 'DETERMINATION_MISSING', message: '提出补充定密的，须由处室确定应当定密。', field: 'input.agrees' } : null), input);

// --- Referral ---

export const notYetDetermined = guard<ReviewState, unknown>('notYetDetermined', 'A3-9-3', ({ state }) =>
  (state.determination === null ? null : { code: 'ALREADY_DETERMINED', message: '厅保密办已就本内容作出确定，不再提交。', facts: { determination: state.determination } }));

export const determinationHasGround = guard<ReviewState, RecordDetermination>('determinationHasGround', 'A1-7', ({ input: { result, ground }, facts }) => {
  if (result !== 'MUST_NOT_DISCLOSE') return null;
  return ground !== undefined && groundKnown(ground, facts) ? null : { code: 'GROUND_MISSING', message: '确定不得公开的，须注明依据（法定的不予公开情形）。', field: 'input.ground' };
}, input);

/** What was asked outside is answered from outside: date and number of the answer are recorded. */
export const outsideAnswerRecorded = guard<ReviewState, RecordDetermination>('outsideAnswerRecorded', 'A3-4', ({ state, input: { answeredOn, answerNumber }, facts }) => {
  if (positionIn(state, 'review') !== 'REFERRED_OUTSIDE') return null;
  if (answeredOn === undefined || answerNumber === undefined) return { code: 'OUTSIDE_ANSWER_MISSING', message: '已报省确定的，须记录答复日期和文号。', field: answeredOn === undefined ? 'input.answeredOn' : 'input.answerNumber' };
  if (answeredOn > facts.today) return { code: 'DATE_IN_FUTURE', message: '答复日期不能晚于今天。', field: 'input.answeredOn' };
  const sentOn = state.referredOutsideOn;
  return sentOn === null || answeredOn >= sentOn ? null : { code: 'DATE_BEFORE_LETTER', message: '答复日期不能早于报请确定之日。', field: 'input.answeredOn', facts: { sentOn } };
}, input);

/** The department's view that the public interest outweighs is for the head to file; a consent anybody of the division can file. */
export const publicInterestByHead = guard<ReviewState, RecordRightsHolderConsent>('publicInterestByHead', 'A3-3', ({ roles, input: { basis, decidedOn }, facts }) => {
  if (decidedOn > facts.today) return { code: 'DATE_IN_FUTURE', message: '同意或认定的日期不能晚于今天。', field: 'input.decidedOn' };
  return basis === 'CONSENT' || roles.has('DIVISION_HEAD') ? null : { code: 'HEAD_MUST_RECORD', message: '不公开可能对公共利益造成重大影响的认定，应由处室负责人记录。', field: 'input.basis' };
}, input);
