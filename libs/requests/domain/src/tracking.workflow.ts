import { actorKey } from '@disclosure/organisation';
import { action, guard } from '@disclosure/workflow';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import type { RequestState } from './request.state.ts';

/** How the office knew whom it gave a new tracking code: the applicant came in person, or somebody who may act for it. */
export const IDENTITY_CHECKS = { DOCUMENT_SHOWN: '申请人当面出示身份证明原件', REPRESENTATIVE_SHOWN: '代表人当面出示身份证明和授权文件原件' } as const;
export type IdentityCheck = keyof typeof IDENTITY_CHECKS;

interface Renewal { readonly reasons?: { readonly text: string }; readonly identityCheck?: IdentityCheck }

const stillKept = guard<RequestState>('codeStillOpens', 'R-45', ({ state }) => (state.erased ? { code: 'APPLICANT_ERASED', message: '申请人信息已清除，本件不再提供查询码。' } : null));
const officeSaysWhy = guard<RequestState, Renewal>('officeSaysWhy', 'R-45', ({ input, actor }) =>
  actor.kind === 'OFFICER' && input.reasons === undefined ? { code: 'REASONS_MISSING', message: '由厅公开办办理的，请说明事由（如：申请人遗失查询码）。', field: 'input.reasons' } : null, { readsInput: true });
/** Nobody is given a code by telephone or letter: whoever holds it is the applicant to the platform. */
const identityWasChecked = guard<RequestState, Renewal>('identityWasChecked', 'R-45', ({ input, actor }) =>
  actor.kind === 'OFFICER' && input.identityCheck === undefined ? { code: 'IDENTITY_NOT_CHECKED', message: '由厅公开办重新发放查询码的，须当面核验申请人身份，并写明核验方式。', field: 'input.identityCheck' } : null, { readsInput: true });

const raised = ({ state, input }: { readonly state: RequestState; readonly input: Renewal }): { readonly [key: string]: never } => ({ ...input, generation: state.trackingGeneration + 1 }) as never;

/** A tracking code that was lost, or seen by somebody else: another in its place, or none. */
export const trackingRows = {
  renewTrackingCode: action<RequestState, Renewal>({
    title: '更换查询码', sentence: '发放新的查询码，原查询码和凭其取得的凭证立即失效；由厅公开办办理的，须当面核验申请人身份并说明事由。',
    from: ['NONE', 'KEPT'], to: ['KEPT'], by: ['APPLICANT', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [stillKept, officeSaysWhy, identityWasChecked], effects: [], payload: raised, event: 'TrackingCodeRenewed', clause: 'R-45', rules: ['SEC-13'],
  }),
  revokeTrackingCode: action<RequestState, Renewal>({
    title: '停用查询码', sentence: '原查询码和凭其取得的凭证立即失效，不发放新的查询码；申请人可以当面核验身份后重新领取。',
    from: ['NONE', 'KEPT'], to: ['KEPT'], by: ['APPLICANT', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [stillKept, officeSaysWhy], effects: [], payload: raised, event: 'TrackingCodeRevoked', clause: 'R-45', rules: ['SEC-13'],
  }),
};

export const trackingFolds: Folds = {
  TrackingCodeRenewed: (state, event) => ({ ...state, trackingGeneration: said<{ generation: number }>(event).generation, trackingShownTo: { actor: actorKey(event.actor), commandId: event.commandId ?? '' } }),
  TrackingCodeRevoked: (state, event) => ({ ...state, trackingGeneration: said<{ generation: number }>(event).generation, trackingShownTo: null }),
};
