import { Field, ID, InputType } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import type { ActionInput } from '@disclosure/platform-subgraph';
import { SubmissionChannel } from './common.ts';
import { CorrectionFindingEnum } from './correction.type.ts';
import { AnswerCorrectionReferralInput, RecordCorrectionReferralReceiptInput } from './referral.inputs.ts';
import { ApplicantInput, COMMAND, OnRequest } from './inputs.ts';

@InputType({ description: 'A request to correct inaccurate government information about oneself (更正政府信息申请), A2-19.' })
export class SubmitCorrectionRequestInput {
  @Field(() => ID, COMMAND) commandId!: string;
  @Field(() => ID, { nullable: true, description: 'The agency asked; default: the department (行政机关).' }) agencyId?: string | null;
  @Field(() => SubmissionChannel, { defaultValue: 'ONLINE', description: 'Channel (提交渠道). The public submits online; the office enters the others.' }) channel!: string;
  @Field(() => ApplicantInput, { description: 'The applicant (申请人).' }) applicant!: ApplicantInput;
  @Field(() => String, { description: 'The information to be corrected (要求更正的信息), one line.' }) title!: string;
  @Field(() => String, { description: 'What is inaccurate, what is right, and the evidence (不准确之处、正确内容和证据).' }) claim!: string;
}
@InputType({ description: 'Registering a correction request and giving it to a division (登记更正申请), A2-19.' })
export class RegisterCorrectionRequestInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of receipt (收到之日); default: today.' }) receivedOn?: string | null;
  @Field(() => ID, { description: 'The division that verifies it (承办处室).' }) leadDivisionId!: string;
}
@InputType({ description: 'What verification found (核实), R-41.' })
export class VerifyCorrectionInput extends OnRequest {
  @Field(() => CorrectionFindingEnum, { description: 'The finding (核实结论).' }) finding!: string;
  @Field(() => String, { description: 'What was looked at and found (核实情况).' }) findings!: string;
}
@InputType({ description: 'Correcting and telling (更正并告知), R-41.' })
export class CorrectRecordInput extends OnRequest {
  @Field(() => String, { description: 'What was corrected, as the applicant reads it (更正情况).' }) correction!: string;
}
@InputType({ description: 'Naming the agency that can correct (告知有权更正的机关), R-41.' })
export class DirectCorrectionInput extends OnRequest {
  @Field(() => ID, { description: 'The agency that can correct it (有权更正的机关).' }) agencyId!: string;
}
@InputType({ description: 'Declining to correct what is accurate (不予更正并告知), R-41.' })
export class DeclineCorrectionInput extends OnRequest {
  @Field(() => String, { description: 'Reasons, as the applicant reads them (理由).' }) reasons!: string;
}
@InputType({ description: 'Withdrawing a correction request (撤回更正申请).' }) export class WithdrawCorrectionRequestInput extends OnRequest {}

export const CORRECTION_INPUTS: Readonly<Record<string, ClassType<ActionInput>>> = {
  submitCorrectionRequest: SubmitCorrectionRequestInput, registerCorrectionRequest: RegisterCorrectionRequestInput, verifyCorrection: VerifyCorrectionInput, correctRecord: CorrectRecordInput,
  directCorrection: DirectCorrectionInput, declineCorrection: DeclineCorrectionInput, withdrawCorrectionRequest: WithdrawCorrectionRequestInput, recordCorrectionReferralReceipt: RecordCorrectionReferralReceiptInput, answerCorrectionReferral: AnswerCorrectionReferralInput,
};
