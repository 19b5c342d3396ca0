import { Field, InputType } from 'type-graphql';
import { actorKey } from '@disclosure/organisation';
import type { Actor } from '@disclosure/organisation';
import { optionalTextRefusals } from '@disclosure/platform-subgraph';
import { IDENTITY_CHECKS } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { enumOf } from '../schema/common.ts';
import { OnRequest } from '../schema/inputs.ts';
import { trackingCode, trackingHash } from '../use-cases/tracking.ts';
import type { Procedure } from './procedure.ts';

const IdentityCheckEnum = enumOf('IdentityCheck', 'How the office checked whom it gave a new tracking code (身份核验方式), R-45.', IDENTITY_CHECKS);

@InputType({ description: 'Another tracking code in place of the one in use (更换查询码), R-45.' })
export class RenewTrackingCodeInput extends OnRequest {
  @Field(() => String, { nullable: true, description: 'Why; the office must say (事由).' }) reasons?: string | null;
  @Field(() => IdentityCheckEnum, { nullable: true, description: 'How the applicant\'s identity was checked in person; the office must say (身份核验方式).' }) identityCheck?: keyof typeof IDENTITY_CHECKS | null;
}

@InputType({ description: 'The tracking code in use opens nothing any more, and there is no other (停用查询码), R-45.' })
export class RevokeTrackingCodeInput extends OnRequest {
  @Field(() => String, { nullable: true, description: 'Why; the office must say (事由).' }) reasons?: string | null;
}

interface Form { readonly reasons?: string; readonly identityCheck?: string }
const reasoned = ({ reasons }: Form) => optionalTextRefusals(reasons, { field: 'input.reasons', label: '事由', max: 500, clause: 'R-45' });

/** Whether the code in use was shown in the answer to this command of this actor: asked again, the same answer is given; to nobody else, by nothing else. */
export const wasShown = ({ trackingShownTo }: RequestState, actor: Actor, commandId: string): boolean => trackingShownTo?.actor === actorKey(actor) && trackingShownTo.commandId === commandId;

/** Tracking codes are replaced and revoked. What is stored is the hash; after a revocation, that of a code which nobody was told. */
export const tracking: Procedure = {
  inputs: { renewTrackingCode: RenewTrackingCodeInput, revokeTrackingCode: RevokeTrackingCodeInput },
  checks: { renewTrackingCode: reasoned, revokeTrackingCode: reasoned },
  prepare: () => Object.fromEntries(['renewTrackingCode', 'revokeTrackingCode'].map((name) => [name, ({ reasons, ...form }: Form, stash: { text: (field: string, body: string) => unknown }) => ({ ...form, reasons: reasons === undefined || reasons.trim() === '' ? undefined : stash.text('reasons', reasons.trim()) })])),
  project: async ({ tx, after, event, platform }) => {
    if (event.type !== 'TrackingCodeRenewed' && event.type !== 'TrackingCodeRevoked') return;
    await tx.query('UPDATE requests.request SET tracking_generation = $2, tracking_hash = $3 WHERE id = $1', [after.id, after.trackingGeneration, trackingHash(trackingCode(platform.keys, after.id, after.trackingGeneration))]);
  },
  payloadExtras: {
    renewTrackingCode: {
      fields: (payload) => Field(() => String, { nullable: true, description: 'The new code, shown here only (新的查询码). Renewed by the office, it is handed to the applicant there and then.' })(payload.prototype, 'trackingCode'),
      values: ({ platform, actor }, id, state, { commandId }: { commandId: string }) => ({ trackingCode: wasShown(state, actor, commandId) ? trackingCode(platform.keys, id, state.trackingGeneration) : null }),
    },
  },
  plainEvents: { TrackingCodeRenewed: '查询码已更换，原查询码失效', TrackingCodeRevoked: '查询码已停用' },
};
