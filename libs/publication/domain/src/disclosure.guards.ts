import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { findClause, findGroundOn } from '@disclosure/law';
import { divisionExists, holdsOffice } from '@disclosure/organisation';
import { guard, RETURNED } from '@disclosure/workflow';
import type { AttributeInput, ChangeInput, ContentInput, DisclosureState, ProposeInput, SignOffInput, WithdrawInput } from './disclosure.type.ts';
import { clockStarted, formationDate, isProactive } from './formation.ts';

/** The matter that proposer and approvers sign: nobody twice. */
export const MATTER = 'DISCLOSURE';

/** The holding division decides (A1-14): its own handler or liaison proposes, for a division in being; the division of a record does not change. */
export const ownDivision = guard<DisclosureState, ProposeInput>('ownDivision', 'A1-14', ({ state, input, actor, facts }) => {
  const field = 'input.divisionId';
  if (!divisionExists(facts.organisation, input.divisionId, facts.today)) return { code: 'UNKNOWN_DIVISION', message: `没有这个处室：${input.divisionId}。`, field, facts: { division: input.divisionId } };
  if (state.divisionId !== '' && state.divisionId !== input.divisionId) return { code: 'DIVISION_FIXED', message: '信息拥有处室已经确定，不能改为其他处室。', field, facts: { division: state.divisionId } };
  const holds = actor.kind === 'OFFICER' && (['CASE_HANDLER', 'DISCLOSURE_LIAISON'] as const).some((office) => holdsOffice(facts.organisation, actor.personId, office, facts.today, input.divisionId));
  return holds ? null : { code: 'NOT_YOUR_DIVISION', message: '公开意见由信息拥有处室提出，您不是该处室的承办人或政务公开信息员。', field, facts: { division: input.divisionId } };
}, { readsInput: true });

/** The way to publication is chosen once: each has its own approvals. */
export const routeStands = guard<DisclosureState, ProposeInput>('routeStands', 'A1-14', ({ state, input }) =>
  state.route === null || state.route === input.route ? null : { code: 'ROUTE_FIXED', message: '公开程序（发文公开、其他信息公开）已经确定，不能更改。', field: 'input.route', facts: { route: state.route } }, { readsInput: true });

const missingChoices = (chosen: { readonly extent?: string | null; readonly mode?: string | null }): readonly string[] =>
  [...(chosen.extent ? [] : ['公开程度（全文公开、删减后公开、不予公开）']), ...(chosen.mode ? [] : ['公开方式（主动公开、依申请公开）'])];

/** Both choices of the attribute are mandatory (A1-10, PRO-03). On the document's way they may still be open while it is drafted. */
export const attributeGiven = guard<DisclosureState, AttributeInput & { readonly route?: string }>('attributeGiven', 'A1-10', ({ input }) => {
  if (input.route === 'DOCUMENT') return null;
  const missing = missingChoices(input);
  return missing.length === 0 ? null : { code: 'ATTRIBUTE_MISSING', message: `公开属性为必选项，还须选定：${missing.join('、')}。`, field: input.extent ? 'input.mode' : 'input.extent' };
}, { readsInput: true });

/** A document without both choices cannot go to approval (A1-10, PRO-03). */
export const attributeChosen = guard<DisclosureState>('attributeChosen', 'A1-10', ({ state }) => {
  const missing = missingChoices(state);
  return missing.length === 0 ? null : { code: 'ATTRIBUTE_MISSING', message: `发文稿纸的公开属性为必选项，还须选定：${missing.join('、')}；未选定的不得送审签。` };
});

/** Withholding needs one of the seven grounds of A1-7, and its reasons (A3-5, PRO-04). */
export const withholdingFounded = guard<DisclosureState, AttributeInput>('withholdingFounded', 'A3-5', ({ input, facts }) => {
  if (input.ground !== undefined && findGroundOn(facts.law, input.ground, facts.today)?.uses.includes('PUBLICATION') !== true) {
    return { code: 'GROUND_UNKNOWN', message: '不予公开的依据应为《实施办法》第七条所列情形之一。', field: 'input.ground', clause: 'A1-7', facts: { ground: input.ground } };
  }
  if (input.extent !== 'WITHHELD') return null;
  if (input.ground === undefined) return { code: 'GROUND_MISSING', message: '选定“不予公开”的，须注明依据。', field: 'input.ground' };
  return input.reasons === undefined ? { code: 'REASONS_MISSING', message: '选定“不予公开”的，须说明理由。', field: 'input.reasons' } : null;
}, { readsInput: true });

const inFuture = (field: string, label: string, date: LocalDate | undefined, today: LocalDate) =>
  date !== undefined && date > today ? { code: 'DATE_IN_FUTURE', message: `${label}${chineseDate(date)}在今天（${chineseDate(today)}）之后。`, field, facts: { date, today } } : null;

/** Dates of what exists lie behind us. */
export const datesPast = guard<DisclosureState, { readonly formedOn?: LocalDate; readonly documentDatedOn?: LocalDate; readonly changedOn?: LocalDate }>('datesPast', 'A1-13', ({ input, facts }) =>
  inFuture('input.formedOn', '产生时间', input.formedOn, facts.today) ?? inFuture('input.documentDatedOn', '成文日期', input.documentDatedOn, facts.today) ?? inFuture('input.changedOn', '变更日期', input.changedOn, facts.today), { readsInput: true });

/** Once the clock counts from a day, that day stands: another would move a due date by an edit. */
export const formationStands = guard<DisclosureState, ContentInput>('formationStands', 'A1-13', ({ state, input }) => {
  const known = formationDate(state);
  if (!clockStarted(state) || known === null || (input.formedOn ?? known) === known) return null;
  return { code: 'FORMATION_DATE_FIXED', message: `公开期限已自${chineseDate(known)}起算，产生时间不能更改。`, field: 'input.formedOn', facts: { formedOn: known } };
}, { readsInput: true });

/** What was found not to be for publication, and its clock ended, does not return to it by an edit: that is a new item. */
export const attributeSettled = guard<DisclosureState, AttributeInput>('attributeSettled', 'A1-13', ({ state, input }) =>
  state.clockEnded && isProactive(input) ? { code: 'ATTRIBUTE_SETTLED', message: '本件已改为不主动公开，期限已终止；现拟主动公开的，请另行提出。', field: 'input.mode' } : null, { readsInput: true });

const DOCUMENT_NUMBER = /^[\p{Script=Han}A-Za-z]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号$/u;

/** 文号: agency code, year in six-cornered brackets, number (GB/T 9704). A register fact, so its form is fixed. */
export const documentNumberFits = guard<DisclosureState, { readonly documentNumber?: string }>('documentNumberFits', 'R-12', ({ input }) =>
  input.documentNumber === undefined || DOCUMENT_NUMBER.test(input.documentNumber) ? null : { code: 'DOCUMENT_NUMBER_FORM', message: '文号的格式应为“吉工信综合〔2020〕349号”。', field: 'input.documentNumber' }, { readsInput: true });

/** Every category named is a leaf of the catalogue, and none is named twice (A1-6, R-12). */
export const categoriesAreLeaves = guard<DisclosureState, ContentInput>('categoriesAreLeaves', 'R-12', ({ input }) => {
  const unknown = input.categoryIds.find((id) => !input.leafIds.includes(id));
  if (unknown !== undefined) return { code: 'NOT_A_LEAF', message: `公开目录中没有这个末级类目：${unknown}。`, field: 'input.categoryIds', facts: { category: unknown } };
  return new Set(input.categoryIds).size === input.categoryIds.length ? null : { code: 'CATEGORY_TWICE', message: '同一类目只需选定一次。', field: 'input.categoryIds' };
}, { readsInput: true });

/** Approvals are never by the one who wrote what is approved (A1-14). */
export const notTheProposer = guard<DisclosureState>('notTheProposer', 'A1-14-2-2', ({ state, actor }) =>
  actor.kind === 'OFFICER' && state.drafters.includes(actor.personId) ? { code: 'SEPARATION_OF_DUTIES', message: '您是本件公开意见的提出人，不得审批自己提出的意见；请由他人审批。', facts: { drafter: actor.personId } } : null);

export const majorSensitive = guard<DisclosureState>('majorSensitive', 'A1-14-2-3', ({ state }) => (state.isMajorSensitive ? null : { code: 'NOT_MAJOR_SENSITIVE', message: '本件未列为重大敏感性信息，不需报厅主要领导批准。' }));

/** The signatures that count now: those of this round after the content was last proposed. */
export function standingSignatures(state: DisclosureState): ReadonlySet<string> {
  const last = state.signatures.reduce((seq, signature) => (signature.matter === `${MATTER}${RETURNED}` ? Math.max(seq, signature.seq) : seq), 0);
  return new Set(state.signatures.filter((signature) => signature.matter === MATTER && signature.round === state.round && signature.seq > last).map(({ as }) => as));
}

/** On the document's way the division head has seen it before it is signed off. */
export const divisionHeadSigned = guard<DisclosureState>('divisionHeadSigned', 'A1-14-1', ({ state }) =>
  standingSignatures(state).has('DIVISION_HEAD') ? null : { code: 'DIVISION_HEAD_MISSING', message: '发文稿纸尚未经处室负责人审签，不能签发。' });

/** Major sensitive documents are signed off by the principal leader (A1-14, PRO-06). */
export const signedOffHighEnough = guard<DisclosureState>('signedOffHighEnough', 'A1-14-2-3', ({ state, roles }) =>
  state.isMajorSensitive && !roles.has('PRINCIPAL_LEADER') ? { code: 'PRINCIPAL_APPROVAL_MISSING', message: '重大敏感性信息应由厅主要领导签发。' } : null);

/** A document is signed off with its number. */
export const numberAtSignOff = guard<DisclosureState, SignOffInput>('numberAtSignOff', 'A1-14-1', ({ state, input }) =>
  input.documentNumber ?? state.documentNumber ? null : { code: 'DOCUMENT_NUMBER_MISSING', message: '签发公文须注明文号。', field: 'input.documentNumber' }, { readsInput: true });

/** Only what is for proactive disclosure goes out here; the rest is given on request or not at all (A1-8, A1-10). */
export const modeIsProactive = guard<DisclosureState>('modeIsProactive', 'A1-10', ({ state }) => {
  if (state.extent === 'WITHHELD') return { code: 'ATTRIBUTE_WITHHELD', message: '公开属性为“不予公开”，不得公开。', facts: { extent: state.extent } };
  return state.mode === 'PROACTIVE' ? null : { code: 'MODE_NOT_PROACTIVE', message: '公开方式不是“主动公开”，不得在此公开。', facts: { mode: state.mode } };
});

/** Every required signature is there (A1-14, PRO-06): division head and supervising deputy; for major sensitive information the principal leader too. */
export const signaturesComplete = guard<DisclosureState>('signaturesComplete', 'A1-14', ({ state }) => {
  const signed = standingSignatures(state);
  const deputyLevel = signed.has('SUPERVISING_DEPUTY') || (state.route === 'DOCUMENT' && signed.has('PRINCIPAL_LEADER'));
  const missing = [...(signed.has('DIVISION_HEAD') ? [] : ['处室负责人']), ...(deputyLevel ? [] : ['分管厅领导']), ...(state.isMajorSensitive && !signed.has('PRINCIPAL_LEADER') ? ['厅主要领导'] : [])];
  return missing.length === 0 ? null : { code: 'SIGNATURE_MISSING', message: `审批手续不全，还须${missing.join('、')}签批。`, facts: { missing: missing.join(' ') } };
});

/** Every published item stands in at least one leaf of the catalogue (R-12, CAT-02). */
export const categoryChosen = guard<DisclosureState>('categoryChosen', 'R-12', ({ state }) => (state.categoryIds.length > 0 ? null : { code: 'CATEGORY_MISSING', message: '公开前须选定公开目录的类目。' }));

/** The formation date is mandatory in the catalogue (CAT-02). */
export const formationKnown = guard<DisclosureState>('formationKnown', 'R-12', ({ state }) => (formationDate(state) === null ? { code: 'FORMATION_DATE_MISSING', message: '公开目录须载明产生时间，本件尚无产生时间。' } : null));

/** A change happened after the information was formed. */
export const changedAfterFormation = guard<DisclosureState, ChangeInput>('changedAfterFormation', 'A1-13', ({ state, input }) => {
  const formed = formationDate(state);
  return formed === null || input.changedOn >= formed ? null : { code: 'CHANGED_BEFORE_FORMED', message: `变更日期不能早于产生时间（${chineseDate(formed)}）。`, field: 'input.changedOn', facts: { formedOn: formed } };
}, { readsInput: true });

/** A withdrawal rests on a clause that exists, and the law book says what it reads (CAT-08). */
export const withdrawalClauseKnown = guard<DisclosureState, WithdrawInput>('withdrawalClauseKnown', 'A1-23-3', ({ input, facts }) =>
  findClause(facts.law, input.clause) ? null : { code: 'CLAUSE_UNKNOWN', message: `没有这一条款：${input.clause}。撤回须注明依据。`, field: 'input.clause', facts: { clause: input.clause } }, { readsInput: true });
