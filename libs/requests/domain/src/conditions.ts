import type { RequestState } from './request.state.ts';
import { OPEN_STAGES } from './vocabulary.ts';
import type { HoldState } from './vocabulary.ts';

/**
 * The tables that interrupt the main line, each with the position in which it does. An open hold is shown as the state. `also`: positions in
 * which it is still open, though it waits for somebody else (reasons that were given and are not judged yet).
 */
export const HOLDS: readonly { readonly table: string; readonly open: HoldState; readonly also?: readonly string[]; readonly closed: readonly string[] }[] = [
  { table: 'clarification', open: 'AWAITING_CLARIFICATION', closed: ['NONE', 'CLARIFIED'] },
  { table: 'reasons', open: 'AWAITING_REASONS', also: ['GIVEN'], closed: ['NONE', 'ADMITTED'] },
  { table: 'fee', open: 'AWAITING_FEE', closed: ['NONE', 'PAID', 'REFUNDED'] },
];

type Conditions = readonly { readonly table: string; readonly in: readonly string[] }[];
/** For `while`: nothing interrupts the main line. */
export const noHold: Conditions = HOLDS.map(({ table, closed }) => ({ table, in: closed }));
/** For `while` of a hold's own rows: no other hold is open. */
export const noOtherHold = (own: string): Conditions => noHold.filter(({ table }) => table !== own);
/** For `while`: the request is open, whatever interrupts it. */
export const stillOpen = [{ table: 'request', in: OPEN_STAGES }] as const;
/** For `while`: no division disputes that the request is its own. */
export const undisputed: Conditions = [{ table: 'dispute', in: ['NONE', 'DECIDED'] }];
/** For `divisionOf`: only the lead division's officers. */
export const lead = ({ state }: { readonly state: RequestState }): string | null => state.leadDivision;
/** The subject of what happens once in a round. */
export const ofRound = ({ state }: { readonly state: RequestState }): string => `r${state.round}`;
/** Whether a table stands in a position: for `when`. */
export const standsIn = (table: string, ...positions: readonly string[]) => ({ state }: { readonly state: RequestState }): boolean => positions.includes(state.positions[table] ?? 'NONE');
