import type { LocalDate } from '@disclosure/kernel';
import type { DisclosureState } from './disclosure.type.ts';

/** The day the information was formed: the date it bears, else the day it was signed off (A1-13, PRO-02); null before either is known. */
export const formationDate = (state: Pick<DisclosureState, 'formedOn' | 'signedOffOn'>): LocalDate | null => state.formedOn ?? state.signedOffOn;

/** The publication clock runs for what is to be published of our own accord; not for what is withheld or given on request. */
export const isProactive = ({ extent, mode }: { readonly extent?: string | null; readonly mode?: string | null }): boolean => mode === 'PROACTIVE' && extent !== 'WITHHELD';

/** True when the publication clock was started in this round. */
export const clockStarted = (state: DisclosureState): boolean => state.effects.some((effect) => effect.limit === 'T07' && effect.effect === 'START' && effect.round === state.round);
