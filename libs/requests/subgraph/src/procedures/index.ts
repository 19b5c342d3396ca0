import type { Procedure } from './procedure.ts';

/** The procedures of a request beside its main line, each in a file of its own. */
export const procedures: readonly Procedure[] = [];
