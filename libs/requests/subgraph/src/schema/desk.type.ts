import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { ApplicantKind, common, enumOf, Outcome, RequestStateEnum, SubmissionChannel } from './common.ts';
import { DisclosureRequest } from './request.type.ts';

export const RequestDeskView = enumOf('RequestDeskView', 'What a desk shows (工作台视图); all of it open cases that the viewer may see.', { MINE: '待我办理', DIVISION: '本处室在办(牵头或者配合)', SIGNATURE: '待我审签', ALL: '全部在办' });
export const RequestOrder = enumOf('RequestOrder', 'Order of a list of cases (排序).', { DUE: '按答复期限，近的在前，未定的在后', RECEIVED: '按收到申请之日，未确认的和新的在前', SUBMITTED: '按提交时间，新的在前' });

@ObjectType({ simpleResolvers: true, description: 'How many open cases a viewer has before them (在办件数); counted under what the viewer may see.' })
export class RequestDeskCounts {
  @Field(() => Int, { description: 'Waiting for a step that the viewer\'s offices take (待我办理).' }) mine!: number;
  @Field(() => Int, { description: 'Led or supported by the viewer\'s divisions (本处室在办).' }) division!: number;
  @Field(() => Int, { description: 'Waiting for the viewer\'s signature (待我审签).' }) signature!: number;
  @Field(() => Int, { description: 'Past the due date of the reply, among all that the viewer sees (已逾期).' }) overdue!: number;
  @Field(() => Int, { description: 'Due after today and within three working days (即将到期).' }) dueSoon!: number;
  @Field(() => Int, { description: 'Due today (今日到期).' }) dueToday!: number;
}

export const RequestDeskConnection = makeConnection(common, 'RequestDesk', () => DisclosureRequest).Connection;
Field(() => RequestDeskCounts, { description: 'The numbers of this desk (件数).' })(RequestDeskConnection.prototype, 'counts');

@InputType({ description: 'What the board shows (筛选条件); every condition given must hold, lists hold by any of their members.' })
export class RequestBoardFilter {
  @Field(() => [RequestStateEnum], { nullable: true, description: 'In one of these states (状态).' }) states?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'With this lead division (牵头处室).' }) divisionId?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due on this day or earlier (届满日不晚于).' }) dueBefore?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due on this day or later (届满日不早于).' }) dueAfter?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True: open and past the due date; false: not so (是否逾期未办结).' }) overdue?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'True: another agency was told of it and has not answered in its time; false: not so (是否有转送逾期未答复).' }) referralUnanswered?: boolean | null;
  @Field(() => [SubmissionChannel], { nullable: true, description: 'That came by one of these channels (提交渠道).' }) channels?: string[] | null;
  @Field(() => [Outcome], { nullable: true, description: 'With one of these outcomes on any item (处理结果).' }) outcomes?: string[] | null;
  @Field(() => [ApplicantKind], { nullable: true, description: 'Of one of these kinds of applicant (申请人类别).' }) applicantKinds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Part of what is asked for, 2 to 100 characters; letter case does not matter (所需信息名称中的文字).' }) text?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Received on this day or later (收到之日不早于).' }) receivedFrom?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Received on this day or earlier (收到之日不晚于).' }) receivedTo?: string | null;
}
