import { localDate } from '@disclosure/kernel';
import type { Certainty, ClauseId, Rule, RuleId } from '../types.ts';

/** A row of the table of rules. */
export interface RuleRow {
  readonly id: RuleId;
  readonly trigger: string;
  readonly constraint: string;
  /** S starts, P pauses, R resets a clock, or what else happens to it. */
  readonly clock: string | null;
  readonly effect: string | null;
  readonly source: string;
  readonly clauses: readonly ClauseId[];
  readonly certainty: Certainty;
  /** The day from which the earliest of its sources holds, never before 2019-05-15, when the revised Regulations began. */
  readonly validFrom: string;
}

/**
 * The rules of one section. Their texts are short notes in the words of the trade; abbreviations: wd working days, d calendar
 * days, h hours, mo calendar month; `SEED-1` … `SEED-4` are the annexes of the notice, a bare article number is one of the law
 * that the section is about. `clauses` spells every citation out. A rule with sources of different
 * certainty has that of its weakest, so that nothing is taken for surer than it is.
 */
export function section(name: string, rows: readonly RuleRow[]): readonly Rule[] {
  return rows.map((row) => ({ ...row, section: name, validFrom: localDate(row.validFrom), validTo: null }));
}
