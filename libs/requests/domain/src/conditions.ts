import type { RequestState } from './request.state.ts';
import { OPEN_STAGES } from './vocabulary.ts';
import type { HoldState } from './vocabulary.ts';

/** The tables that interrupt the main line, each with the position in which it does. An open hold is shown as the state. */
export const HOLDS: readonly { readonly table: string; readonly open: HoldState; readonly closed: readonly string[] }[] = [
  { table: 'clarification', open: 'AWAITING_CLARIFICATION', closed: ['NONE', 'CLARIFIED'] },
];

/** For `while`: nothing interrupts the main line. */
export const noHold: readonly { readonly table: string; readonly in: readonly string[] }[] = HOLDS.map(({ table, closed }) => ({ table, in: closed }));
/** For `while`: the request is open, whatever interrupts it. */
export const stillOpen = [{ table: 'request', in: OPEN_STAGES }] as const;
/** For `divisionOf`: only the lead division's officers. */
export const lead = ({ state }: { readonly state: RequestState }): string | null => state.leadDivision;
