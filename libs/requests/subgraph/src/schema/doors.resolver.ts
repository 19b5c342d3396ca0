import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { actorKey } from '@disclosure/organisation';
import type { Refusal } from '@disclosure/kernel';
import { machineNow } from '@disclosure/platform-identity';
import { DateTimeScalar, forbidden, refusalShape, TokenBuckets, unauthenticated } from '@disclosure/platform-graphql';
import { RECORDED_OFFICE } from '@disclosure/platform-persistence';
import { viewerOf } from '@disclosure/platform-subgraph';
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

/** One code is exchanged by one person: ten at once, then one a minute. In this process's memory, by machine time. */
const EXCHANGES = { burst: 10, perHour: 60 };

const PURPOSES = ['REPLY_ATTACHMENT', 'DISCLOSURE_ATTACHMENT'];

/** The doors that are no step of a procedure: a code for a token, a ticket for a file. */
@Resolver()
export class DoorsResolver {
  readonly #exchanges = new TokenBuckets(EXCHANGES, machineNow);

  @Mutation(() => ExchangeTrackingCodePayload, { description: 'Exchanges a tracking code for a short token that opens this one case (查询码换取凭证). The code itself goes into no other argument.' })
  async exchangeTrackingCode(@Arg('input', () => ExchangeTrackingCodeInput) { trackingCode }: ExchangeTrackingCodeInput, @Ctx() context: RequestsContext): Promise<object> {
    const refused = (code: string, message: string): object => ({ token: null, expiresAt: null, refusals: [refusalShape({ code, message, field: 'input.trackingCode', clause: null })] });
    const rows = trackingCode.length > 100 ? [] : await context.platform.database.context('requests').writer.query<{ id: string; generation: number }>('SELECT id, tracking_generation AS generation FROM requests.request WHERE tracking_hash = $1 UNION ALL SELECT id, 1 FROM requests.correction WHERE tracking_hash = $1', [trackingHash(trackingCode)]);
    const found = rows[0];
    // What is wrong is limited by address, at the gateway; what is right for each case too, from wherever it is asked.
    if (!found) return refused('TRACKING_CODE_UNKNOWN', '查询码不正确，请核对后再试。');
    const wait = this.#exchanges.take(found.id, 1);
    if (wait > 0) return refused('TRACKING_CODE_BUSY', `该查询码使用过于频繁，请${wait}秒后再试。`);
    return { ...(await context.services.applicantToken(found.id, found.generation)), refusals: [] };
  }

  @Mutation(() => StartUploadPayload, { description: 'Announces a file; its bytes are then PUT to the address (申请上传). For officers.' })
  async startUpload(@Arg('input', () => StartUploadInput) input: StartUploadInput, @Ctx() context: RequestsContext): Promise<object> {
    const { actor } = context;
    if (actor.kind === 'PUBLIC') throw unauthenticated();
    const onlyOfficers: Refusal = { code: 'FORBIDDEN', message: '只有工作人员可以上传文件。', clause: null };
    if (actor.kind !== 'OFFICER') throw forbidden(onlyOfficers);
    const { offices } = await viewerOf(context);
    if (offices.length > 0 && offices.every((office) => office === RECORDED_OFFICE)) throw forbidden({ code: 'FORBIDDEN', message: '审计员只查阅，不办理，不能上传文件。', clause: null });
    const refused = (refusal: Refusal): object => ({ url: null, expiresAt: null, refusals: [refusalShape(refusal)] });
    if (!PURPOSES.includes(input.purpose)) return refused({ code: 'UNKNOWN_PURPOSE', message: `上传用途应为 ${PURPOSES.join('、')} 之一。`, field: 'input.purpose', clause: null });
    const granted = await context.services.startUpload({ actorKey: actorKey(actor), purpose: input.purpose, name: input.name, size: input.size, mediaType: input.mediaType });
    return granted.ok ? { url: `/files/${granted.value.ticket}`, expiresAt: granted.value.expiresAt, refusals: [] } : refused({ ...granted.error, ...(granted.error.field === undefined ? {} : { field: `input.${granted.error.field}` }) });
  }
}
