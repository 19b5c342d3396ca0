import { Field, ID, InputType, Int } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import { DigestScalar, LocalDateScalar } from '@disclosure/platform-graphql';
import type { ActionInput } from '@disclosure/platform-subgraph';
import { AuthorityEnum, ConsentBasisEnum, DeterminationEnum, DispositionEnum, Extent, Mode, SubjectKind } from './enum.type.ts';

@InputType({ description: 'What is sent to review: content that is stored already, by its digest (送审).' })
export class OpenReviewInput {
  @Field(() => ID, { description: 'Chosen by the client; the same id has one effect (操作编号).' }) commandId!: string;
  @Field(() => DigestScalar, { description: 'Digest of the content package (内容摘要值).' }) digest!: string;
  @Field(() => Extent, { description: 'How much is to go out (公开方式).' }) extent!: string;
  @Field(() => Mode, { description: 'Proactively or on request (主动公开或依申请公开).' }) mode!: string;
  @Field(() => String, { description: '`PUBLIC`, or `CASE:<request id>` (公开对象).' }) audience!: string;
  @Field(() => SubjectKind, { description: 'What kind of matter it belongs to (送审事项类别).' }) subjectKind!: string;
  @Field(() => ID, { description: 'The request or the disclosure (送审事项编号).' }) subjectId!: string;
  @Field(() => ID, { description: 'The division that made the information (信息制作处室).' }) divisionId!: string;
  @Field(() => Boolean, { nullable: true, description: 'Major sensitive information: the principal leader approves (重大敏感性信息).' }) isMajorSensitive?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Touches a trade secret or the privacy of somebody (涉及商业秘密、个人隐私, A3-3).' }) concernsRightsHolder?: boolean;
  @Field(() => ID, { nullable: true, description: 'Ground of a withholding: `DELIBERATIVE` (不予公开的依据).' }) ground?: string;
  @Field(() => String, { nullable: true, description: 'Reason of a withholding (不予公开的理由).' }) reason?: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day on which the clearance is to hold; without it, no end (放行有效期至).' }) expiresOn?: string;
}

/** The fields that every input about an existing review carries; no field of the graph takes it, so it is no type there. */
@InputType()
class OnReview {
  @Field(() => ID, { description: 'Chosen by the client; the same id has one effect (操作编号).' }) commandId!: string;
  @Field(() => ID, { description: 'The review (审查编号).' }) id!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read; a newer one refuses (版本).' }) expectedVersion?: number;
}

@InputType({ description: 'One of the two answers of the division head (处室负责人的一项答复).' })
export class ReviewAnswerInput {
  @Field(() => Boolean, { description: 'Passed (通过).' }) passed!: boolean;
  @Field(() => String, { nullable: true, description: 'Remarks; required where not passed (签注意见).' }) remarks?: string;
}

@InputType({ description: 'What is done about one finding (一项筛查发现的处理).' })
export class FindingDispositionInput {
  @Field(() => ID, { description: 'The finding (发现编号).' }) findingId!: string;
  @Field(() => DispositionEnum, { description: 'Removed, redacted, or not applicable (处理).' }) disposition!: string;
  @Field(() => String, { nullable: true, description: 'Why; required for NOT_APPLICABLE (理由).' }) reason?: string;
}

@InputType({ description: 'The two answers, and what is done about every finding (内容审核和保密审查).' })
export class SignReviewInput extends OnReview {
  @Field(() => ReviewAnswerInput, { description: 'Content review (内容审核).' }) contentReview!: ReviewAnswerInput;
  @Field(() => ReviewAnswerInput, { description: 'Secrecy review (保密审查).' }) secrecyReview!: ReviewAnswerInput;
  @Field(() => [FindingDispositionInput], { nullable: true, description: 'Every finding that is not only told (筛查发现的处理).' }) findings?: FindingDispositionInput[];
}

@InputType({ description: 'An approval (审批).' })
export class ApproveReviewAsSupervisingDeputyInput extends OnReview {
  @Field(() => String, { nullable: true, description: 'Remarks (签注意见).' }) remarks?: string;
}

@InputType({ description: 'The principal leader\'s approval (批准).' })
export class ApproveReviewAsPrincipalLeaderInput extends OnReview {
  @Field(() => String, { nullable: true, description: 'Remarks (签注意见).' }) remarks?: string;
}

/** An input class that carries a reason and nothing more. */
function reasoned(name: string, description: string): ClassType<ActionInput & { reason: string }> {
  @InputType(name, { description })
  class Reasoned extends OnReview {
    @Field(() => String, { description: 'The reason (理由).' }) reason!: string;
  }
  return Reasoned;
}

export const RaiseMajorSensitiveInput = reasoned('RaiseMajorSensitiveInput', 'Why it is major sensitive (标注重大敏感).');
export const LowerMajorSensitiveInput = reasoned('LowerMajorSensitiveInput', 'Why it is not (取消重大敏感标注).');
export const ReferToSecrecyOfficeInput = reasoned('ReferToSecrecyOfficeInput', 'What the division cannot tell (提交厅保密办).');
export const ReturnReviewInput = reasoned('ReturnReviewInput', 'What must change (退回).');
export const WithdrawReviewInput = reasoned('WithdrawReviewInput', 'Why it is not to go out after all (撤回).');
export const ReopenReviewInput = reasoned('ReopenReviewInput', 'What has changed (重新审查).');
export const RevokeClearanceInput = reasoned('RevokeClearanceInput', 'Why the clearance cannot stand (撤销放行).');

@InputType({ description: 'Whom the secrecy office asks, and by which letter (报省确定).' })
export class ReferOutsideInput extends OnReview {
  @Field(() => AuthorityEnum, { description: 'The authority (报请机关).' }) authority!: string;
  @Field(() => String, { description: 'Number of the letter (报请文号).' }) letterNumber!: string;
  @Field(() => String, { description: 'What cannot be told (报请事由).' }) reason!: string;
}

@InputType({ description: 'A determination with its reasons (记录结论).' })
export class RecordDeterminationInput extends OnReview {
  @Field(() => DeterminationEnum, { description: 'The result (结论).' }) result!: string;
  @Field(() => ID, { nullable: true, description: 'Ground, where it must not be disclosed (不予公开的依据).' }) ground?: string;
  @Field(() => String, { description: 'The reasons (理由).' }) reason!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of the answer from outside (答复日期).' }) answeredOn?: string;
  @Field(() => String, { nullable: true, description: 'Number of the answer from outside (答复文号).' }) answerNumber?: string;
}

@InputType({ description: 'A rights holder\'s consent, or the finding on the public interest (权利人同意).' })
export class RecordRightsHolderConsentInput extends OnReview {
  @Field(() => ConsentBasisEnum, { description: 'Consent, or public interest (依据).' }) basis!: string;
  @Field(() => String, { description: 'The document of consent, or the finding with its reason (凭据或者认定理由).' }) evidence!: string;
  @Field(() => LocalDateScalar, { description: 'When it was given or found (日期).' }) decidedOn!: string;
}

@InputType({ description: 'One step of a late classification: the division\'s, the deputy\'s, the classification officer\'s (补充定密).' })
export class ClassifyLateInput extends OnReview {
  @Field(() => Boolean, { description: 'That it should be classified (应当定密).' }) agrees!: boolean;
  @Field(() => String, { description: 'Reasons; never the classified content itself (理由，不得写入涉密内容).' }) reason!: string;
}

/** One input class for each action of the table. */
export const reviewInputs = {
  openReview: OpenReviewInput,
  reopenReview: ReopenReviewInput,
  signReview: SignReviewInput,
  approveReviewAsSupervisingDeputy: ApproveReviewAsSupervisingDeputyInput,
  approveReviewAsPrincipalLeader: ApproveReviewAsPrincipalLeaderInput,
  raiseMajorSensitive: RaiseMajorSensitiveInput,
  lowerMajorSensitive: LowerMajorSensitiveInput,
  referToSecrecyOffice: ReferToSecrecyOfficeInput,
  referOutside: ReferOutsideInput,
  recordDetermination: RecordDeterminationInput,
  classifyLate: ClassifyLateInput,
  recordRightsHolderConsent: RecordRightsHolderConsentInput,
  returnReview: ReturnReviewInput,
  withdrawReview: WithdrawReviewInput,
  revokeClearance: RevokeClearanceInput,
} as unknown as Readonly<Record<string, ClassType<ActionInput>>>;
