import { contextNames } from '@disclosure/assembly/contexts';
import { INVENTED } from '../plan/people.ts';
import type { Check, Finding } from './check.ts';

const NAME = 'no identity stands anywhere in plain';
const PAGE = 5_000;
/** Not a run of digits inside a digest: among a hundred thousand of them some look like a telephone number. */
const WHOLE_NUMBERS = /(?<![0-9A-Za-z])[0-9A-Z]{11,18}(?![0-9A-Za-z])/g;

/** Columns that hold text of every kind, and none of an identity. */
const PLACES: readonly (readonly [table: string, column: string])[] = [['event', 'canonical'], ['outbox', 'body'], ['notice', 'message'], ['free_text', 'body'], ['timer', 'input'], ['command', 'command_id']];

/** No name, identity number, telephone number or address of an applicant or a third party is in an event, a message, a free text, an alarm or the log. */
export const noIdentityInPlain: Check = async ({ q, plan: { applicants }, log }) => {
  const numbers = new Set(applicants.flatMap(({ identityNumber, organisationCode, telephone }) => [identityNumber, organisationCode, telephone]).filter((number) => number !== null));
  const names = new RegExp(`(?:${Object.values(INVENTED).join('|')})[\\p{Script=Han}]{1,12}|[a-z0-9]+@applicant\\.example`, 'u');
  const leaks = (text: string): string | null => names.exec(text)?.[0] ?? [...text.matchAll(WHOLE_NUMBERS)].find(([number]) => numbers.has(number) || /^1991\d{7}$/.test(number))?.[0] ?? null;
  const findings: Finding[] = [];
  const look = (about: string, text: string): void => {
    const leak = leaks(text);
    if (leak !== null) findings.push({ check: NAME, about, found: `${leak.slice(0, 4)}… is readable` });
  };
  for (const context of contextNames) {
    for (const [table, column] of PLACES) {
      for (let after = '(0,0)'; ; ) {
        const rows = await q.query<{ place: string; text: string }>(`SELECT ctid::text AS place, ${column} AS text FROM ${context}.${table} WHERE ctid > $1::tid ORDER BY ctid LIMIT ${PAGE}`, [after]);
        for (const { text } of rows) if (text !== null) look(`${context}.${table}.${column}`, text);
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) break;
        after = last.place;
      }
    }
  }
  log.forEach((line, index) => look(`line ${index + 1} of the log`, line));
  return findings;
};
