import type { Scope } from './walk.ts';

/** Any two things beside the plain way in the first round, the plain way in the second (SMALL has one in each), and each guard removed: under two minutes on two idle cores. */
export const FULL: Scope = { asides: [2, 0], removals: true };
/** One thing beside the plain way in each of two rounds. */
export const SMALL: Scope = { asides: [1, 1], removals: true };
/** One round, and of what is beside the plain way only what the tests can wait for. */
export const TESTED: Scope = { asides: [1], removals: true, without: ['consultAgency', 'recordNoContact', 'proposeClarification', 'recordConsultationUndelivered', 'recordClarificationNoticeReceipt', 'recordFeeNoticeReceipt', 'contestReply', 'confirmOralRequest', 'referToAgency', 'recordReferralReceipt', 'answerReferral', 'requestReasons', 'disputeAssignment', 'proposePromotion', 'openReconsideration', 'openLitigation', 'correctFact', 'eraseApplicant', 'exportFile', 'unmaskApplicant'] };

/**
 * Guards that can never be the only one to refuse, and are kept: each with the reason. All others of that kind go.
 */
export const SECOND_LINES: Readonly<Record<string, string>> = {
  'approveReplyAsDivisionHead signs': 'the first signature on a reply: nobody has signed it before, and who drafted it is refused by name. `signs` is there since it records the signature that later ones are held against',
};
