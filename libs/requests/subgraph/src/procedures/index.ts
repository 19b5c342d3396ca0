import type { Procedure } from './procedure.ts';
import { archive } from './archive.ts';
import { consultations } from './consultations.ts';
import { clarification } from './clarification.ts';
import { contest } from './contest.ts';
import { dispute, fee, reasons } from './holds.ts';
import { onTheSpot } from './on-the-spot.ts';
import { facts } from './facts.ts';
import { referrals } from './referrals.ts';
import { remedies } from './remedies.ts';
import { report } from './report.ts';
import { similar } from './similar.ts';
import { tracking } from './tracking.ts';
import { turn } from './turn.ts';
import { unmask } from './unmask.ts';

/** The procedures of a request beside its main line, each in a file of its own. */
export const procedures: readonly Procedure[] = [archive, clarification, consultations, referrals, contest, facts, remedies, report, reasons, fee, dispute, onTheSpot, turn, similar, tracking, unmask];
