import { action, guard } from '@disclosure/workflow';
import { lead } from './conditions.ts';
import type { RequestState } from './request.state.ts';

/** Seeing an applicant's identity whole: for a purpose that is said, and recorded. */
export const unmaskRows = {
  unmaskApplicant: action<RequestState, { purpose: { readonly text: string } }>({
    title: '查看申请人完整信息', sentence: '说明用途后显示申请人的完整身份信息；查看人、用途和时间记入办理记录。',
    from: ['NONE', 'KEPT'], to: ['KEPT'], by: ['CASE_HANDLER', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], divisionOf: lead,
    guards: [guard<RequestState>('identityKept', 'R-45', ({ state }) => (state.erased ? { code: 'APPLICANT_ERASED', message: '申请人信息已清除，无可查看。' } : null))],
    effects: [], event: 'ApplicantUnmasked', clause: 'R-45', rules: ['SEC-13'],
  }),
};
