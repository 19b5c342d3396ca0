import type { Refusal } from '@disclosure/kernel';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { TextRule } from '@disclosure/platform-subgraph';
import type { SignReviewInput } from './review.input.ts';

const REASON: TextRule = { field: 'reason', label: '理由', max: 2000, multiline: true };
const remarks = (field: string): TextRule => ({ field, label: '签注意见', max: 2000, multiline: true });
const number = (field: string, label: string): TextRule => ({ field, label, max: 60, plain: true });
type Texts = Readonly<Record<string, string | undefined>>;

const needsReason = ({ reason }: Texts): readonly Refusal[] => textRefusals(reason, REASON);
const mayRemark = (input: Texts): readonly Refusal[] => optionalTextRefusals(input['remarks'], remarks('remarks'));

/** The form of what people write, judged before the decision: lengths, control characters (see `textRefusals`). */
export const inputChecks: Readonly<Record<string, (input: never) => readonly Refusal[]>> = {
  openReview: ({ reason }: Texts) => optionalTextRefusals(reason, REASON),
  reopenReview: needsReason,
  signReview: ({ contentReview, secrecyReview, findings }: SignReviewInput) => [
    ...optionalTextRefusals(contentReview.remarks, remarks('contentReview.remarks')),
    ...optionalTextRefusals(secrecyReview.remarks, remarks('secrecyReview.remarks')),
    ...(findings ?? []).flatMap(({ reason }, index) => optionalTextRefusals(reason, { ...REASON, field: `findings.${index}.reason` })),
  ],
  approveReviewAsSupervisingDeputy: mayRemark,
  approveReviewAsPrincipalLeader: mayRemark,
  raiseMajorSensitive: needsReason,
  lowerMajorSensitive: needsReason,
  referToSecrecyOffice: needsReason,
  referOutside: (input: Texts) => [...textRefusals(input['letterNumber'], number('letterNumber', '报请文号')), ...needsReason(input)],
  recordDetermination: (input: Texts) => [...needsReason(input), ...optionalTextRefusals(input['answerNumber'], number('answerNumber', '答复文号'))],
  classifyLate: needsReason,
  recordRightsHolderConsent: ({ evidence }: Texts) => textRefusals(evidence, { ...REASON, field: 'evidence', label: '凭据或者认定理由' }),
  returnReview: needsReason,
  withdrawReview: needsReason,
  revokeClearance: needsReason,
};
