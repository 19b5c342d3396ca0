import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { actorKey } from '@disclosure/organisation';
import type { Refusal } from '@disclosure/kernel';
import { DateTimeScalar, forbidden, refusalShape, unauthenticated } from '@disclosure/platform-graphql';
import { trackingHash } from '../use-cases/tracking.ts';
import { common } from './common.ts';
import type { RequestsContext } from './context.ts';
import { ExchangeTrackingCodeInput, StartUploadInput } from './inputs.ts';

@ObjectType({ simpleResolvers: true, description: 'A short token for one case (凭证).' })
class ExchangeTrackingCodePayload {
  @Field(() => String, { nullable: true, description: 'Bearer token (凭证); null when the code is not right.' }) token!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'It ends then, by the machine\'s clock (有效至).' }) expiresAt!: string | null;
  @Field(() => [common.Refusal], { description: 'Why there is none (原因).' }) refusals!: object[];
}

@ObjectType({ simpleResolvers: true, description: 'A one-time permission to upload one file (上传凭证).' })
class StartUploadPayload {
  @Field(() => String, { nullable: true, description: 'PUT the bytes here (上传地址).' }) url!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'It ends then, by the machine\'s clock (有效至).' }) expiresAt!: string | null;
  @Field(() => [common.Refusal], { description: 'Why there is none (原因).' }) refusals!: object[];
}

const PURPOSES = ['REPLY_ATTACHMENT', 'DISCLOSURE_ATTACHMENT'];

/** The doors that are no step of a procedure: a code for a token, a ticket for a file. */
@Resolver()
export class DoorsResolver {
  @Mutation(() => ExchangeTrackingCodePayload, { description: 'Exchanges a tracking code for a short token that opens this one case (查询码换取凭证). The code itself goes into no other argument.' })
  async exchangeTrackingCode(@Arg('input', () => ExchangeTrackingCodeInput) { trackingCode }: ExchangeTrackingCodeInput, @Ctx() context: RequestsContext): Promise<object> {
    const rows = trackingCode.length > 100 ? [] : await context.platform.database.context('requests').writer.query<{ id: string }>('SELECT id FROM requests.request WHERE tracking_hash = $1 UNION ALL SELECT id FROM requests.correction WHERE tracking_hash = $1', [trackingHash(trackingCode)]);
    const found = rows[0];
    if (!found) return { token: null, expiresAt: null, refusals: [refusalShape({ code: 'TRACKING_CODE_UNKNOWN', message: '查询码不正确，请核对后再试。', field: 'input.trackingCode', clause: null })] };
    return { ...(await context.services.applicantToken(found.id)), refusals: [] };
  }

  @Mutation(() => StartUploadPayload, { description: 'Announces a file; its bytes are then PUT to the address (申请上传). For officers.' })
  async startUpload(@Arg('input', () => StartUploadInput) input: StartUploadInput, @Ctx() context: RequestsContext): Promise<object> {
    const { actor } = context;
    if (actor.kind === 'PUBLIC') throw unauthenticated();
    const onlyOfficers: Refusal = { code: 'FORBIDDEN', message: '只有工作人员可以上传文件。', clause: null };
    if (actor.kind !== 'OFFICER') throw forbidden(onlyOfficers);
    const refused = (refusal: Refusal): object => ({ url: null, expiresAt: null, refusals: [refusalShape(refusal)] });
    if (!PURPOSES.includes(input.purpose)) return refused({ code: 'UNKNOWN_PURPOSE', message: `上传用途应为 ${PURPOSES.join('、')} 之一。`, field: 'input.purpose', clause: null });
    const granted = await context.services.startUpload({ actorKey: actorKey(actor), purpose: input.purpose, name: input.name, size: input.size, mediaType: input.mediaType });
    return granted.ok ? { url: `/files/${granted.value.ticket}`, expiresAt: granted.value.expiresAt, refusals: [] } : refused(granted.error);
  }
}
