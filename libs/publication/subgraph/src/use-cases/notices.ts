import type { NoticeSpec, Step } from '@disclosure/platform-persistence';
import type { DisclosureState } from '@disclosure/publication-domain';
import { positionIn } from '@disclosure/workflow';

/** Who has the next step at each position, and what it is; the office of the division where `ofDivision`. */
const NEXT: Readonly<Record<string, readonly [office: string, ofDivision: boolean, message: string]>> = {
  OPENED: ['CASE_HANDLER', true, '依申请公开的信息已确认纳入主动公开，请填写公开内容。'],
  PROPOSED: ['DIVISION_HEAD', true, '有公开意见待处室负责人审核。'],
  IN_APPROVAL: ['DIVISION_HEAD', true, '有发文待审签。'],
  DIVISION_APPROVED: ['SUPERVISING_DEPUTY', true, '有公开意见待分管厅领导签批。'],
  HANDED_OVER: ['DISCLOSURE_OFFICER', false, '有公文已交公开办，待公开。'],
  PRINCIPAL_APPROVED: ['DISCLOSURE_OFFICER', false, '有公开事项已批准，待公开。'],
};

/** Tells whoever acts next that a record has come to them. */
export function disclosureNotices({ after, event }: Step<DisclosureState>): readonly NoticeSpec[] {
  if (event.moves.length === 0) return [];
  const stage = positionIn(after, 'disclosure');
  const next = stage === 'DEPUTY_APPROVED'
    ? (after.isMajorSensitive ? (['PRINCIPAL_LEADER', false, '有重大敏感性信息待厅主要领导批准公开。'] as const) : (['DISCLOSURE_OFFICER', false, '有公开事项已签批，待公开。'] as const))
    : NEXT[stage];
  if (!next) return [];
  const [office, ofDivision, message] = next;
  return [{ kind: `DISCLOSURE_${stage}`, recipient: `office:${office}${ofDivision ? `:${after.divisionId}` : ''}`, message, clause: event.clause }];
}
