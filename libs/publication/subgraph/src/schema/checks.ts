import type { Refusal } from '@disclosure/kernel';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { ChangeDisclosureInput, ChooseDisclosureAttributeInput, CorrectDisclosureInput, DisclosureAttachmentInput, ProposeDisclosureInput, SignOffDocumentInput, WithdrawDisclosureInput } from './disclosure.inputs.ts';

/** 内容概述: longer ones are only warned of (CAT-05). */
export const SUMMARY_ADVISED = 100;
const MOST_ATTACHMENTS = 20;
const MOST_KEYWORDS = 10;

const tooMany = (field: string, label: string, most: number): Refusal => ({ code: 'TOO_MANY', message: `${label}最多 ${most} 个。`, field, clause: null });

function attachmentRefusals(attachments: readonly DisclosureAttachmentInput[]): readonly Refusal[] {
  if (attachments.length > MOST_ATTACHMENTS) return [tooMany('input.attachments', '附件', MOST_ATTACHMENTS)];
  return attachments.flatMap(({ uploadId, digest }, index) => ((uploadId ?? null) === null) === ((digest ?? null) === null)
    ? [{ code: 'ATTACHMENT_UNCLEAR', message: '每个附件须注明上传标识或者原附件摘要值，二者择一。', field: `input.attachments.${index}`, clause: null }] : []);
}

function contentRefusals(input: ProposeDisclosureInput | CorrectDisclosureInput | ChangeDisclosureInput): readonly Refusal[] {
  const keywords = input.keywords ?? [];
  return [
    ...textRefusals(input.title, { field: 'input.title', label: '名称', max: 200, clause: 'R-12' }),
    ...textRefusals(input.summary, { field: 'input.summary', label: '内容概述', max: 500, multiline: true, clause: 'R-12' }),
    ...textRefusals(input.body, { field: 'input.body', label: '正文', max: 500_000, multiline: true }),
    ...(keywords.length > MOST_KEYWORDS ? [tooMany('input.keywords', '关键词', MOST_KEYWORDS)] : []),
    ...keywords.flatMap((word, index) => textRefusals(word, { field: `input.keywords.${index}`, label: '关键词', max: 30, plain: true })),
    ...attachmentRefusals(input.attachments ?? []),
    ...reasonsRefusals(input),
  ];
}

const reasonsRefusals = (input: { readonly reasons?: string | null }): readonly Refusal[] => optionalTextRefusals(input.reasons, { field: 'input.reasons', label: '不予公开的理由', max: 2000, multiline: true, clause: 'A3-5' });

/** Checks of form, before anything is opened. */
export const FORM_CHECKS = {
  proposeDisclosure: contentRefusals as (input: ProposeDisclosureInput) => readonly Refusal[],
  correctDisclosure: (input: CorrectDisclosureInput) => [...contentRefusals(input), ...textRefusals(input.note, { field: 'input.note', label: '更正说明', max: 500, multiline: true })],
  changeDisclosure: (input: ChangeDisclosureInput) => [...contentRefusals(input), ...optionalTextRefusals(input.note, { field: 'input.note', label: '变更说明', max: 500, multiline: true })],
  chooseDisclosureAttribute: (input: ChooseDisclosureAttributeInput) => reasonsRefusals(input),
  signOffDocument: (input: SignOffDocumentInput) => optionalTextRefusals(input.documentNumber, { field: 'input.documentNumber', label: '文号', max: 60, plain: true }),
  withdrawDisclosure: (input: WithdrawDisclosureInput) => textRefusals(input.reasons, { field: 'input.reasons', label: '撤回理由', max: 2000, multiline: true, clause: 'A1-23-3' }),
} as const;
