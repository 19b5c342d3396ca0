import { Field, ID, InputType } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { OnRequest } from './inputs.ts';
import { ReferralResultEnum } from './referral.type.ts';

@InputType({ description: 'Telling another agency of what the reply says is not ours to disclose (转送其他机关), A1-19-4. What it carries is taken from the case.' })
export class ReferToAgencyInput extends OnRequest {
  @Field(() => ID, { description: 'The agency (机关).' }) agencyId!: string;
}

@InputType()
abstract class OnReferral extends OnRequest {
  @Field(() => ID, { description: 'The referral (转送编号).' }) referralId!: string;
}
@InputType()
abstract class ReceiptInput extends OnReferral {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of receipt, entered by the office for one on paper (签收之日); default, and for whoever confirms it itself: today.' }) receivedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Proof, of one on paper (签收凭证).' }) proof?: string | null;
}
@InputType()
abstract class AnswerInput extends OnReferral {
  @Field(() => ReferralResultEnum, { description: 'Whether the agency is responsible (答复).' }) result!: string;
  @Field(() => String, { nullable: true, description: 'Why, needed where it is not; or what it adds (理由或者说明).' }) reasons?: string | null;
  @Field(() => ID, { nullable: true, description: 'Whom it holds to be responsible, where it is not itself (其认为负责的机关).' }) competentAgencyId?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day an answer on paper came in, entered by the office (收到答复之日); default: today.' }) answeredOn?: string | null;
}
@InputType({ description: 'The agency has the referral of a request (签收转送).' }) export class RecordReferralReceiptInput extends ReceiptInput {}
@InputType({ description: 'The agency answers the referral of a request (答复转送).' }) export class AnswerReferralInput extends AnswerInput {}
@InputType({ description: 'The agency has the referral of a request to correct a record (签收更正转送).' }) export class RecordCorrectionReferralReceiptInput extends ReceiptInput {}
@InputType({ description: 'The agency answers the referral of a request to correct a record (答复更正转送).' }) export class AnswerCorrectionReferralInput extends AnswerInput {}
