/**
 * Writes src/notice/notice-document.ts and src/notice/notice-clauses.ts from data/notice-2020-349.txt, so that the law needs no
 * file at run time. Run after a change of the text or of the parser:
 * node --import ./tools/register.mjs libs/law/scripts/generate-notice.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseNotice } from '../src/notice/parse-notice.ts';

const at = (path: string): URL => new URL(path, import.meta.url);
const literal = (value: unknown): string => JSON.stringify(value, null, 2);
const { clauses, ...document } = parseNotice(readFileSync(at('../data/notice-2020-349.txt'), 'utf8'));
const head = '// Generated from data/notice-2020-349.txt by scripts/generate-notice.ts; do not edit. A test compares the two.\n';

writeFileSync(at('../src/notice/notice-clauses.ts'), `${head}import type { Clause } from '../types.ts';

/** Every article, item and sub-item of annexes 1–4, verbatim, in the order of the text. */
export const noticeClauses: readonly Clause[] = ${literal(clauses)};
`);
writeFileSync(at('../src/notice/notice-document.ts'), `${head}import { localDate } from '@disclosure/kernel';
import type { ParsedNotice } from './parsed-notice.ts';

/** The department's notice 吉工信综合〔2020〕349号 with the annexes it carries: what is imported as the first disclosures. */
export const noticeDocument: Omit<ParsedNotice, 'clauses'> = ${literal(document).replace(/"documentDatedOn": ("[^"]+")/, '"documentDatedOn": localDate($1)')};
`);
console.log(`${clauses.length} clauses, ${document.annexes.length} annexes`);
