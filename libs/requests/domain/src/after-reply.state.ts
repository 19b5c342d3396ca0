import type { LocalDate } from '@disclosure/kernel';
import type { CorrectableFact, RemedyKind, RemedyResult } from './vocabulary.ts';
import type { Letter, Proposal } from './request.state.ts';

/** A round that is over: frozen as it was when the next one opened. */
export interface RoundRecord {
  readonly round: number;
  readonly proposal: Proposal | null;
  readonly letter: Letter | null;
  readonly clearanceId: string | null;
  readonly releaseId: string | null;
  readonly servedOn: LocalDate | null;
  readonly servedLate: boolean | null;
}

/** A reconsideration or a suit against what the department decided, in the round it is about. */
export interface Remedy {
  readonly id: string;
  readonly kind: RemedyKind;
  readonly round: number;
  /** The day the copy of the application or complaint reached us: our own clock starts on it (REM-07..09). */
  readonly receivedOn: LocalDate;
  readonly isSimplified: boolean;
  /** The reconsideration that a suit follows. */
  readonly reconsiderationId: string | null;
  readonly defendedOn: LocalDate | null;
  readonly result: RemedyResult;
  readonly decidedOn: LocalDate | null;
  readonly ordersNewDecision: boolean;
  /** The day the reconsideration body's opinion (行政复议意见书) reached us, and the day we reported what was done about it (REM-10). */
  readonly opinionOn: LocalDate | null;
  readonly opinionReportedOn: LocalDate | null;
}

export interface Contest { readonly round: number; readonly contestedOn: LocalDate; readonly explainedOn: LocalDate | null }

/** A recorded fact that was wrong, and what it is now. */
export interface FactCorrection { readonly fact: CorrectableFact; readonly was: LocalDate | null; readonly value: LocalDate | null; readonly on: LocalDate }

/** What happens to a request once it is answered or at its end. */
export interface AfterReplyState {
  /** Earlier rounds; the present one is the state itself. */
  readonly rounds: readonly RoundRecord[];
  readonly releaseId: string | null;
  /** There is something that proves service: the platform's own record online, a receipt by any other means. */
  readonly serviceProved: boolean;
  readonly archivedOn: LocalDate | null;
  /** Digests of the files that were taken out; they go when the applicant's data go. */
  readonly exports: readonly string[];
  readonly contests: readonly Contest[];
  readonly remedies: readonly Remedy[];
  readonly factCorrections: readonly FactCorrection[];
}

export const nothingAfter: AfterReplyState = { rounds: [], releaseId: null, serviceProved: false, archivedOn: null, exports: [], contests: [], remedies: [], factCorrections: [] };
