import type { LocalDate } from '@disclosure/kernel';
import type { AggregateState } from '@disclosure/workflow';
import type { ReferralState } from './referral.state.ts';
import type { ApplicantKind, SubmissionChannel } from './vocabulary.ts';

export const CORRECTION_STATES = { SUBMITTED: '已提交（待确认）', REGISTERED: '已登记，核实中', VERIFIED: '已核实', CORRECTED: '已更正', DIRECTED: '已告知有权更正的机关', DECLINED: '不予更正', WITHDRAWN: '已撤回' } as const;
export type CorrectionStage = keyof typeof CORRECTION_STATES;

/** What verification finds of the record complained of. */
export const CORRECTION_FINDINGS = { INACCURATE: '记录不准确', ACCURATE: '记录准确', NOT_OURS: '本机关无权更正' } as const;
export type CorrectionFinding = keyof typeof CORRECTION_FINDINGS;

/** What applicants read of it. */
export const PLAIN_CORRECTION_STATES: Readonly<Record<CorrectionStage, string>> = {
  SUBMITTED: '我们已收到您提交的更正申请，正在与您确认。', REGISTERED: '您的更正申请已登记，正在核实。', VERIFIED: '您的更正申请已核实，正在答复。', CORRECTED: '该信息已更正。', DIRECTED: '该信息应由其他机关更正，已向您告知。', DECLINED: '经核实，该信息不需要更正。', WITHDRAWN: '您已撤回更正申请。',
};

/** A request to correct what a record says about oneself (A2-19, R-41), folded. */
export interface CorrectionState extends AggregateState, ReferralState {
  readonly agencyId: string;
  readonly channel: SubmissionChannel | null;
  readonly applicantKind: ApplicantKind | null;
  readonly submittedOn: LocalDate | null;
  readonly receivedOn: LocalDate | null;
  readonly number: string | null;
  readonly leadDivision: string | null;
  readonly finding: CorrectionFinding | null;
  readonly verifiedBy: string | null;
  /** The agency that can correct it. */
  readonly competentAgencyId: string | null;
  readonly closedOn: LocalDate | null;
  readonly warnings: readonly string[];
}
