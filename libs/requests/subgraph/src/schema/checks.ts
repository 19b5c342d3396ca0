import type { Refusal } from '@disclosure/kernel';
import { isResidentId15, isResidentId18, isUnifiedSocialCreditCode } from '@disclosure/screening';
import { plainNumber } from '../use-cases/identity.ts';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { FormPart } from '@disclosure/requests-domain';
import { lackedBy } from '../use-cases/form-parts.ts';
import type { SubmitCorrectionRequestInput } from './correction.inputs.ts';
import type { ApplicantInput, ReplyBlocksInput, SubmitRequestInput } from './inputs.ts';

const TELEPHONE = /^[+\d][\d\s()-]{5,24}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;

const refuse = (code: string, message: string, field: string, clause: string | null = 'A2-4'): Refusal => ({ code, message, field, clause });

/** The resident identity card of the mainland: other cards that are called so (香港永久性居民身份证, 外国人永久居留身份证) have numbers of their own. */
const isResidentCard = (type: string): boolean => type.includes('身份证') && !/外国人|香港|澳门|港澳|台湾/u.test(type);

/** What is wrong with the number of an identity document; null when nothing is. */
function wrongNumber(type: string, number: string): string | null {
  if (isResidentCard(type)) return isResidentId18(number) || isResidentId15(number) ? null : '居民身份证号码不正确，请核对（应为18位，末位为校验码）。';
  if (type.includes('护照')) return /^[A-Z0-9]{5,17}$/.test(number) ? null : '护照号码不正确，请核对（应为5至17位字母、数字）。';
  return /\d.*\d.*\d/u.test(number) ? null : '证件号码不正确，请核对。';
}

/**
 * Who asks: name, proof of identity, a way to be reached. The same for every request to the house. `lacks`: what a form on paper may lack,
 * since it is taken in all the same (REQ-06).
 */
function applicantRefusals(applicant: ApplicantInput, lacks: readonly FormPart[] = []): readonly Refusal[] {
  const natural = applicant.kind === 'NATURAL_PERSON';
  const refusals: Refusal[] = [
    ...textRefusals(applicant.name, { field: 'input.applicant.name', label: natural ? '姓名' : '名称', max: 100, plain: true, clause: 'A2-4' }),
    ...optionalTextRefusals(applicant.representative, { field: 'input.applicant.representative', label: '法定代表人或者联系人', max: 100, plain: true, clause: 'A2-4' }),
    ...optionalTextRefusals(applicant.postalAddress, { field: 'input.applicant.postalAddress', label: '通信地址', max: 200, plain: true, clause: 'A2-4' }),
  ];
  if (natural) {
    if (!applicant.identityDocument) refusals.push(...unless(lacks, 'IDENTITY', refuse('IDENTITY_MISSING', '请填写身份证明（证件名称和号码）。', 'input.applicant.identityDocument')));
    else {
      const spoilt = [...textRefusals(applicant.identityDocument.type, { field: 'input.applicant.identityDocument.type', label: '证件名称', max: 50, plain: true, clause: 'A2-4' }), ...textRefusals(applicant.identityDocument.number, { field: 'input.applicant.identityDocument.number', label: '证件号码', max: 50, plain: true, clause: 'A2-4' })];
      refusals.push(...spoilt);
      const wrong = wrongNumber(plainNumber(applicant.identityDocument.type), plainNumber(applicant.identityDocument.number));
      if (wrong !== null && spoilt.length === 0) refusals.push(refuse('IDENTITY_NUMBER_INVALID', wrong, 'input.applicant.identityDocument.number'));
    }
  } else if (!lacks.includes('IDENTITY') && (!applicant.organisationCode || !isUnifiedSocialCreditCode(plainNumber(applicant.organisationCode)))) {
    refusals.push(refuse('ORGANISATION_CODE_INVALID', '请填写正确的统一社会信用代码（18位，末位为校验码）。', 'input.applicant.organisationCode'));
  }
  if (!applicant.telephone && !applicant.email && !applicant.postalAddress) refusals.push(...unless(lacks, 'CONTACT', refuse('CONTACT_MISSING', '请至少填写一种联系方式：电话、电子邮箱或者通信地址。', 'input.applicant.telephone')));
  if (applicant.telephone && !TELEPHONE.test(applicant.telephone)) refusals.push(refuse('TELEPHONE_INVALID', '联系电话格式不正确。', 'input.applicant.telephone'));
  const spoilt = optionalTextRefusals(applicant.email, { field: 'input.applicant.email', label: '电子邮箱', max: 200, plain: true, clause: 'A2-4' });
  refusals.push(...spoilt);
  if (applicant.email && spoilt.length === 0 && !EMAIL.test(applicant.email)) refusals.push(refuse('EMAIL_INVALID', '电子邮箱格式不正确。', 'input.applicant.email'));
  return refusals;
}

const unless = (lacks: readonly FormPart[], part: FormPart, refusal: Refusal): readonly Refusal[] => (lacks.includes(part) ? [] : [refusal]);

const submitRefusals = ({ applicant, ...form }: SubmitRequestInput): readonly Refusal[] => [
  ...textRefusals(form.title, { field: 'input.title', label: '所需信息名称', max: 200, plain: true, clause: 'A2-4' }),
  ...optionalTextRefusals(form.description, { field: 'input.description', label: '其他特征性描述', max: 4000, multiline: true, clause: 'A2-4' }),
  ...optionalTextRefusals(form.documentNumber, { field: 'input.documentNumber', label: '文号', max: 100, plain: true, clause: 'A2-4' }),
  ...optionalTextRefusals(form.assistance, { field: 'input.assistance', label: '提供的帮助和便利', max: 4000, multiline: true, clause: 'A2-20' }),
  ...optionalTextRefusals(form.oralConfirmation, { field: 'input.oralConfirmation', label: '申请人的确认', max: 4000, multiline: true, clause: 'A2-4' }),
  ...applicantRefusals(applicant, lackedBy({ applicant, ...form })),
  ...(form.means === 'EMAIL' && !applicant.email ? unless(lackedBy({ applicant, ...form }), 'EMAIL', refuse('EMAIL_MISSING', '选择以电子邮件获取的，请填写电子邮箱。', 'input.applicant.email')) : []),
  ...(form.means === 'POST' && !applicant.postalAddress ? unless(lackedBy({ applicant, ...form }), 'POSTAL_ADDRESS', refuse('ADDRESS_MISSING', '选择邮寄的，请填写通信地址。', 'input.applicant.postalAddress')) : []),
];

const long = (field: string, label: string) => ({ field: `input.${field}`, label, max: 4000, multiline: true });

const replyTextRefusals = (input: { information?: string; blocks?: ReplyBlocksInput }): readonly Refusal[] => [
  ...optionalTextRefusals(input.information, { ...long('information', '所提供的信息'), max: 100_000 }),
  ...Object.entries(input.blocks ?? {}).flatMap(([key, value]) => optionalTextRefusals(value as string, long(`blocks.${key}`, '答复内容'))),
];

/** Checks of form, before anything is opened: which field, what was expected. One entry for each action with text of its own. */
export const FORM_CHECKS: Readonly<Record<string, (input: never) => readonly Refusal[]>> = {
  submitRequest: submitRefusals,
  registerRequest: (input: { assistance?: string }) => optionalTextRefusals(input.assistance, { ...long('assistance', '提供的帮助和便利'), clause: 'A2-20' }),
  supplyClarification: (input: { clarification: string; goodReason?: string }) => [...textRefusals(input.clarification, { ...long('clarification', '补正内容'), clause: 'A2-10' }), ...optionalTextRefusals(input.goodReason, { ...long('goodReason', '逾期的正当理由'), clause: 'R-30' })],
  assignRequest: (input: { remarks?: string }) => optionalTextRefusals(input.remarks, long('remarks', '拟办建议')),
  contributeMaterial: (input: { material: string }) => textRefusals(input.material, { ...long('material', '答复材料'), max: 20_000, clause: 'A2-11' }),
  waiveContribution: (input: { reasons: string }) => textRefusals(input.reasons, { ...long('reasons', '理由'), clause: 'A1-16' }),
  proposeExtension: (input: { reasons: string }) => textRefusals(input.reasons, { ...long('reasons', '延期理由'), clause: 'A2-9' }),
  returnReplyProposal: (input: { reasons: string }) => textRefusals(input.reasons, { ...long('reasons', '退回理由'), clause: 'A2-11' }),
  serveReply: (input: { proof?: string; reasons?: string }) => [...optionalTextRefusals(input.proof, long('proof', '送达凭证')), ...optionalTextRefusals(input.reasons, { ...long('reasons', '未按要求的途径送达的理由'), clause: 'A2-14' })],
  draftReplyLetter: replyTextRefusals,
  draftReplyProposal: (input: { information?: string; blocks?: ReplyBlocksInput; items: readonly unknown[]; attachments?: readonly unknown[] }) => [
    ...replyTextRefusals(input),
    ...(input.items.length > 50 ? [refuse('TOO_MANY_ITEMS', '处理意见最多50项。', 'input.items', null)] : []),
    ...((input.attachments ?? []).length > 50 ? [refuse('TOO_MANY_ATTACHMENTS', '附件最多50个。', 'input.attachments', null)] : []),
  ],
};

const corrects = (field: string, label: string) => ({ ...long(field, label), clause: 'A2-19' });

/** The same for requests to correct a record. */
export const CORRECTION_CHECKS: Readonly<Record<string, (input: never) => readonly Refusal[]>> = {
  submitCorrectionRequest: ({ applicant, ...form }: SubmitCorrectionRequestInput) => [
    ...textRefusals(form.title, { field: 'input.title', label: '要求更正的信息', max: 200, plain: true, clause: 'A2-19' }), ...textRefusals(form.claim, corrects('claim', '不准确之处和证据')), ...applicantRefusals(applicant),
  ],
  verifyCorrection: (input: { findings: string }) => textRefusals(input.findings, corrects('findings', '核实情况')),
  correctRecord: (input: { correction: string }) => textRefusals(input.correction, corrects('correction', '更正情况')),
  declineCorrection: (input: { reasons: string }) => textRefusals(input.reasons, corrects('reasons', '理由')),
};
