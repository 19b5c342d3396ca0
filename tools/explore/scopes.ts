import type { Scope } from './walk.ts';

/** Any two side procedures in one case, over two rounds, and each guard removed: under two minutes. */
export const FULL: Scope = { procedures: 2, rounds: 2, mutants: true };
/** One side procedure in one case: seconds. */
export const SMALL: Scope = { procedures: 1, rounds: 2, mutants: false };
/** The main line with clarification or extension, one round, each guard removed: for the tests. */
export const TESTED: Scope = {
  procedures: 1, rounds: 1, mutants: true,
  without: ['consultThirdParty', 'consultAgency', 'requestReasons', 'issueFeeNotice', 'disputeAssignment', 'contestReply', 'proposePromotion', 'openReconsideration', 'openLitigation', 'correctFact', 'eraseApplicant'],
};
