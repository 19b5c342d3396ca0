import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { agencyOf } from '@disclosure/organisation';
import { connectionFrom, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import { factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { PageArgs } from './common.ts';
import type { RequestsContext } from './context.ts';
import { CorrectionRequest } from './correction.type.ts';
import { REFERRAL_COLUMNS, referralsOfCases, referralShape, visibleReferral } from './referral.loader.ts';
import type { ReferralRow } from './referral.loader.ts';
import { AskedStepType, Referral, ReferralConnection } from './referral.type.ts';
import { texts } from './request.loader.ts';
import { DisclosureRequest } from './request.type.ts';

interface Shape { readonly row: ReferralRow; readonly viewer: RequestsContext }
interface OfCase { readonly id: string; readonly viewer: RequestsContext }
/** An applicant learns that it was passed on, to whom, and where it stands; the words between agencies are theirs. */
const readsTexts = ({ actor }: RequestsContext): boolean => actor.kind !== 'APPLICANT';
const ofCase = async ({ id, viewer }: OfCase): Promise<object[]> => Promise.all((await referralsOfCases(viewer).load(id)).map((row) => referralShape(row, viewer)));

@Resolver(() => Referral)
export class ReferralResolver {
  @Query(() => Referral, { nullable: true, description: '“Where is this referral?” (转送查询): one referral by its number; null where there is none, or none that the viewer may see.' })
  referral(@Arg('id', () => ID, { description: 'Its number (转送编号).' }) id: string, @Ctx() context: RequestsContext): Promise<object | null> {
    return visibleReferral(context, id.trim().toUpperCase());
  }

  @Query(() => ReferralConnection, { description: 'Referrals addressed to the agency of the viewer, newest first (转送本机关的事项), for its clerks and its machine clients (scope referrals:read); for officers those of the cases that they may see.' })
  async referrals(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('open', () => Boolean, { nullable: true, description: 'True: not answered yet; false: answered or ended (是否未答复).' }) open: boolean | null,
    @Arg('unanswered', () => Boolean, { nullable: true, description: 'True: not answered in the time in which an answer is expected; false: all others (是否逾期未答复).' }) unanswered: boolean | null,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    const agency = agencyOf(context.actor, 'referrals:read');
    if (agency === null && context.actor.kind !== 'OFFICER') throw unauthenticated();
    const page = pageArguments(args, { width: 2 });
    const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
    const { today } = await factsOf(context);
    const rows = await readAsViewer(context, (q) => q.query<ReferralRow>(
      `SELECT ${REFERRAL_COLUMNS} FROM requests.referral
       WHERE ($1::text IS NULL OR agency_id = $1) AND ($2::boolean IS NULL OR (status IN ('SENT', 'RECEIVED')) = $2) AND ($3::boolean IS NULL OR (status IN ('SENT', 'RECEIVED') AND answer_by < $4::date) = $3)
         AND ($5::date IS NULL OR (sent_on, id) < ($5, $6)) AND ($7::date IS NULL OR (sent_on, id) > ($7, $8)) ORDER BY sent_on ${order}, id ${order} LIMIT $9`,
      [agency, open, unanswered, today, page.after?.[0] ?? null, page.after?.[1] ?? null, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit + 1]));
    return connectionFrom((await Promise.all(rows.map((row) => referralShape(row, context)))) as Shape[], page, ({ row }) => [row.sent_on, row.id]);
  }

  @FieldResolver(() => String, { nullable: true })
  content(@Root() { row, viewer }: Shape): Promise<string | null> | null {
    return readsTexts(viewer) ? texts(viewer).load(row.content_text) : null;
  }

  @FieldResolver(() => String, { nullable: true })
  answer(@Root() { row, viewer }: Shape): Promise<string | null> | null {
    return row.answer_text === null || !readsTexts(viewer) ? null : texts(viewer).load(row.answer_text);
  }

  @FieldResolver(() => [AskedStepType])
  asked(@Root() { row, viewer }: Shape): Promise<object[]> | object[] {
    if (!readsTexts(viewer)) return [];
    return Promise.all(row.asked.map(async ({ what, askedOn, answeredOn, agencyId, result, text }) => ({
      what, askedOn, answeredOn: answeredOn ?? null, agency: agencyId === undefined ? null : { id: agencyId }, result: result ?? null, text: text === undefined ? null : await texts(viewer).load(String(text['text'])),
    })));
  }
}

@Resolver(() => DisclosureRequest)
export class RequestReferralsResolver {
  @Directive('@listSize(assumedSize: 2)')
  @FieldResolver(() => [Referral], { description: 'What other agencies were told of it (转送).' })
  referrals(@Root() of: OfCase): Promise<object[]> {
    return ofCase(of);
  }
}

@Resolver(() => CorrectionRequest)
export class CorrectionReferralsResolver {
  @Directive('@listSize(assumedSize: 1)')
  @FieldResolver(() => [Referral], { description: 'What the agency that can correct it was told (转送).' })
  referrals(@Root() of: OfCase): Promise<object[]> {
    return ofCase(of);
  }
}

