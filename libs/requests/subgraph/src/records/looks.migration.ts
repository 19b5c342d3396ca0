import { looksMigration } from '@disclosure/platform-persistence';

/** What auditors looked at: for the head of the disclosure office and administrators to see, for nobody to change. */
export const requestLooksMigration = looksMigration('requests', '016-looks', ['DISCLOSURE_OFFICE_HEAD', 'ADMINISTRATOR']);
