import type { Refusal } from '@disclosure/kernel';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { TextRule } from '@disclosure/platform-subgraph';
import type { SignReviewInput } from './review.input.ts';

const REASON: TextRule = { field: 'input.reason', label: '理由', max: 2000, multiline: true };
const remarks = (field: string): TextRule => ({ field, label: '签注意见', max: 2000, multiline: true });
const number = (field: string, label: string): TextRule => ({ field, label, max: 60, plain: true });
type Texts = Readonly<Record<string, string | undefined>>;

const needsReason = ({ reason }: Texts): readonly Refusal[] => textRefusals(reason, REASON);
const mayRemark = (input: Texts): readonly Refusal[] => optionalTextRefusals(input['remarks'], remarks('input.remarks'));

/** The form of what people write, judged before the decision: lengths, control characters (see `textRefusals`). */
export const inputChecks: Readonly<Record<string, (input: never) => readonly Refusal[]>> = {
  openReview: ({ reason }: Texts) => optionalTextRefusals(reason, REASON),
  reopenReview: needsReason,
  signReview: ({ contentReview, secrecyReview, findings }: SignReviewInput) => [
    ...optionalTextRefusals(contentReview.remarks, remarks('input.contentReview.remarks')),
    ...optionalTextRefusals(secrecyReview.remarks, remarks('input.secrecyReview.remarks')),
    ...(findings ?? []).flatMap(({ reason }, index) => optionalTextRefusals(reason, { ...REASON, field: `input.findings.${index}.reason` })),
  ],
  approveReviewAsSupervisingDeputy: mayRemark,
  approveReviewAsPrincipalLeader: mayRemark,
  raiseMajorSensitive: needsReason,
  lowerMajorSensitive: needsReason,
  referToSecrecyOffice: needsReason,
  referOutside: (input: Texts) => [...textRefusals(input['letterNumber'], number('input.letterNumber', '报请文号')), ...needsReason(input)],
  recordDetermination: (input: Texts) => [...needsReason(input), ...optionalTextRefusals(input['answerNumber'], number('input.answerNumber', '答复文号'))],
  classifyLate: needsReason,
  recordRightsHolderConsent: ({ evidence }: Texts) => textRefusals(evidence, { ...REASON, field: 'input.evidence', label: '凭据或者认定理由' }),
  returnReview: needsReason,
  withdrawReview: needsReason,
  revokeClearance: needsReason,
};
