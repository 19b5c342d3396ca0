import { Field } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import { buildSubgraph } from '@disclosure/platform-graphql';
import { actionMutations, looked } from '@disclosure/platform-subgraph';
import type { ActionInput, ContextManifest } from '@disclosure/platform-subgraph';
import type { Shell } from '@disclosure/platform-persistence';
import { correctionAggregate, requestAggregate } from '@disclosure/requests-domain';
import type { CorrectionState, RequestState } from '@disclosure/requests-domain';
import { requestsMigrations } from './records/migrations.ts';
import { RequestRecord } from './records/request.record.ts';
import { procedures } from './procedures/index.ts';
import { wasShown } from './procedures/tracking.ts';
import type { Procedure } from './procedures/procedure.ts';
import { AsKnownResolver } from './schema/as-known.resolver.ts';
import { AfterReplyResolver } from './schema/after-reply.resolver.ts';
import { CORRECTION_CHECKS, FORM_CHECKS } from './schema/checks.ts';
import { common } from './schema/common.ts';
import { visibleConsultation } from './schema/consultation.loader.ts';
import { ConsultationResolver, RequestConsultationsResolver } from './schema/consultation.resolver.ts';
import { requestsContext } from './schema/context.ts';
import type { RequestsContext } from './schema/context.ts';
import { CORRECTION_INPUTS } from './schema/correction.inputs.ts';
import { CorrectionResolver, visibleCorrection } from './schema/correction.resolver.ts';
import { CorrectionRequest } from './schema/correction.type.ts';
import { DeskResolver } from './schema/desk.resolver.ts';
import { DoorsResolver } from './schema/doors.resolver.ts';
import { HoldsResolver } from './schema/holds.resolver.ts';
import { INPUTS } from './schema/inputs.ts';
import { DisclosureOriginResolver, RequestResolver, visibleRequest } from './schema/request.resolver.ts';
import { AgencyStub, ClearanceStub, DisclosureExtension, DisclosureRequest, DivisionStub } from './schema/request.type.ts';
import { IssuedLetterResolver } from './schema/issued-letter.resolver.ts';
import { visibleReferral } from './schema/referral.loader.ts';
import { Referral } from './schema/referral.type.ts';
import { LooksResolver } from './schema/looks.resolver.ts';
import { CorrectionReferralsResolver, ReferralResolver, RequestReferralsResolver } from './schema/referral.resolver.ts';
import { RemedyStatisticsResolver } from './schema/remedy-statistics.resolver.ts';
import { SimilarResolver } from './schema/similar.resolver.ts';
import { StatisticsResolver } from './schema/statistics.resolver.ts';
import type { RequestsServices } from './services.ts';
import { requestsConsumers } from './use-cases/consumers.ts';
import { removeNoted } from './use-cases/removals.ts';
import { correctionShell } from './use-cases/correction.shell.ts';
import { requestShell } from './use-cases/request.shell.ts';
import { trackingCode } from './use-cases/tracking.ts';

/** One shell for the services of a process: resolvers and worker use the same. */
const shells = new WeakMap<RequestsServices, Shell<RequestState>>();
function shellOf(services: RequestsServices): Shell<RequestState> {
  const made = shells.get(services) ?? requestShell(services);
  shells.set(services, made);
  return made;
}

const formChecks: typeof FORM_CHECKS = Object.assign({}, FORM_CHECKS, ...procedures.map((procedure) => procedure.checks ?? {}));
/** The checks of form of every mutation of this context, by action: what comes before its use-case. For whoever calls the use-cases without the graph. */
export const requestChecks: typeof FORM_CHECKS = { ...formChecks, ...CORRECTION_CHECKS };

/** What shows more than a viewer sees otherwise: that it was tried is recorded too. */
const SHOWS_MORE: readonly string[] = ['unmaskApplicant', 'exportFile'];

const mutations = actionMutations<RequestState, RequestsContext>({
  shell: (context) => shellOf(context.services),
  aggregate: requestAggregate,
  common,
  object: () => DisclosureRequest,
  field: 'request',
  inputs: Object.assign({}, INPUTS, ...procedures.map((procedure) => procedure.inputs)) as Record<string, ClassType<ActionInput>>,
  check: formChecks,
  // The public has no case to see again: after submitting it is given the code, and the object as its applicant sees it.
  load: (context, streamId, { state, replayed, commandId }) => {
    const applicant = (generation?: number): RequestsContext => ({ ...context, actor: { kind: 'APPLICANT', caseId: streamId, ...(generation === undefined ? {} : { generation }) }, loaders: new Map() });
    if (context.actor.kind === 'PUBLIC') return visibleRequest(applicant(), streamId);
    // Who has just replaced or revoked its code holds a token that is void by now, and still is told what became of the case.
    const justDone = context.actor.kind === 'APPLICANT' && (!replayed || wasShown(state, context.actor, commandId));
    return visibleRequest(justDone ? applicant(state.trackingGeneration) : context, streamId);
  },
  onForbidden: (context, action, streamId) => (SHOWS_MORE.includes(action) ? looked(context, 'REFUSED', [streamId], action) : Promise.resolve()),
  payloadExtras: {
    ...(Object.assign({}, ...procedures.map((procedure) => procedure.payloadExtras ?? {})) as NonNullable<Procedure['payloadExtras']>),
    submitRequest: {
      fields: (payload) => Field(() => String, { nullable: true, description: 'With this code the applicant follows the case and fetches letters (查询码). Shown here only; keep it.' })(payload.prototype, 'trackingCode'),
      // Asked again after it was replaced: that code is void, and nobody is told the new one.
      values: (context, streamId, state) => ({ trackingCode: state.trackingGeneration === 1 ? trackingCode(context.platform.keys, streamId, 1) : null }),
    },
  },
});

const correctionShells = new WeakMap<RequestsServices, Shell<CorrectionState>>();
function correctionShellOf(services: RequestsServices): Shell<CorrectionState> {
  const made = correctionShells.get(services) ?? correctionShell(services);
  correctionShells.set(services, made);
  return made;
}

const referralExtra = {
  fields: (payload: ClassType<object>) => Field(() => Referral, { nullable: true, description: 'The referral as it is now (转送).' })(payload.prototype, 'referral'),
  values: async (context: RequestsContext, _id: string, _state: CorrectionState, input: { readonly referralId: string }) => ({ referral: await visibleReferral(context, input.referralId) }),
};

const correctionMutations = actionMutations<CorrectionState, RequestsContext>({
  shell: (context) => correctionShellOf(context.services),
  aggregate: correctionAggregate,
  common,
  object: () => CorrectionRequest,
  field: 'correctionRequest',
  inputs: CORRECTION_INPUTS,
  check: CORRECTION_CHECKS,
  load: (context, streamId) => (context.actor.kind === 'PUBLIC' ? visibleCorrection({ ...context, actor: { kind: 'APPLICANT', caseId: streamId }, loaders: new Map() }, streamId) : visibleCorrection(context, streamId)),
  payloadExtras: {
    submitCorrectionRequest: {
      fields: (payload) => Field(() => String, { nullable: true, description: 'With this code the applicant follows the case and fetches the letter (查询码). Shown here only; keep it.' })(payload.prototype, 'trackingCode'),
      values: (context, streamId) => ({ trackingCode: trackingCode(context.platform.keys, streamId, 1) }),
    },
    recordCorrectionReferralReceipt: referralExtra,
    answerCorrectionReferral: referralExtra,
  },
});

/** 依申请公开: all that an app needs to serve it. */
export const requestsManifest: ContextManifest<RequestsServices> = {
  name: 'requests',
  schema: { context: 'requests', migrations: requestsMigrations, records: [RequestRecord] },
  subgraph: buildSubgraph<RequestsContext>({
    name: 'requests',
    resolvers: [mutations, correctionMutations, RequestResolver, CorrectionResolver, AfterReplyResolver, HoldsResolver, ConsultationResolver, RequestConsultationsResolver, ReferralResolver, RequestReferralsResolver, CorrectionReferralsResolver, DisclosureOriginResolver, DoorsResolver, DeskResolver, SimilarResolver, LooksResolver, AsKnownResolver, StatisticsResolver, RemedyStatisticsResolver, IssuedLetterResolver],
    orphanedTypes: [DivisionStub, AgencyStub, ClearanceStub, DisclosureExtension],
    references: {
      DisclosureRequest: { load: (keys, context) => Promise.all(keys.map((key) => visibleRequest(context, String(key['id'])))) },
      CorrectionRequest: { load: (keys, context) => Promise.all(keys.map((key) => visibleCorrection(context, String(key['id'])))) },
      Consultation: { load: (keys, context) => Promise.all(keys.map((key) => visibleConsultation(context, String(key['id'])))) },
      Referral: { load: (keys, context) => Promise.all(keys.map((key) => visibleReferral(context, String(key['id'])))) },
      // Publication decides who sees a disclosure; the number is the same for whoever does.
      Disclosure: { load: (keys) => keys.map((key) => ({ id: String(key['id']) })) },
    },
  }),
  createContext: requestsContext,
  shells: (services) => [shellOf(services), correctionShellOf(services)],
  consumers: () => requestsConsumers,
  chores: ({ platform, store }) => [{ name: 'files of erased requests', run: () => removeNoted(platform, store) }],
};
