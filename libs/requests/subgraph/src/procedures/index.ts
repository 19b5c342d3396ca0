import type { Procedure } from './procedure.ts';
import { archive } from './archive.ts';
import { contest } from './contest.ts';
import { facts } from './facts.ts';
import { remedies } from './remedies.ts';
import { report } from './report.ts';

/** The procedures of a request beside its main line, each in a file of its own. */
export const procedures: readonly Procedure[] = [archive, contest, facts, remedies, report];
