import { queryOf as phraseOf } from '@disclosure/publication-subgraph/search';

/** The tsquery of one plain term, as the platform writes it. */
export const queryOf = (term: string): string => phraseOf([...term]);
