import type { Fen, LocalDate } from '@disclosure/kernel';

/**
 * A citation: `A1-17-2` (annex 1, article 17, item 二), `A4-3-2` (annex 4, part 三, item 二), `A6` (annex 6 as a whole),
 * `R-33` (article 33 of the Regulations), `R-33-3` (its third paragraph), `R-36-4` (its fourth item).
 * Other laws have a short name before the article (`other-laws.ts`): `ARL-23` is 行政复议法 article 23.
 */
export type ClauseId = string;
/** A rule of the numbered table: `CLK-06`. */
export type RuleId = string;
/** A statutory limit: `T01` … `T23`. Where one row of the table holds several lengths, the others carry a suffix: `T20-SUIT`. */
export type LimitId = `T${number}` | `T${number}-${string}`;

/** One article, item or paragraph of a source, as it reads. */
export interface Clause {
  readonly id: ClauseId;
  /** What people call it: `附件1第十七条第(二)项`. */
  readonly title: string;
  /** The text in Chinese. For the notice: verbatim. For laws of which only facts are recorded here: a gist, `verbatim` false. */
  readonly text: string;
  readonly verbatim: boolean;
  /** 1–7 for annexes of the notice, null for other sources. */
  readonly annex: number | null;
  readonly source: string;
  readonly parent: ClauseId | null;
}

/** How sure the source of a rule is (rules.md): read in full, in an excerpt, at second hand, known but unverified, our own design. */
export type Certainty = 'FULL_TEXT' | 'EXCERPT' | 'SECONDARY' | 'GENERAL_KNOWLEDGE' | 'DESIGN';

/** Anything of the law that holds between two dates (both included; null: open). */
export interface Valid {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

export interface Rule extends Valid {
  readonly id: RuleId;
  /** `A` … `O`, and what the section is called. */
  readonly section: string;
  readonly trigger: string;
  readonly constraint: string;
  readonly clock: string | null;
  readonly effect: string | null;
  readonly source: string;
  /** The clauses that the source names, in the form of ClauseId, where it names any. */
  readonly clauses: readonly ClauseId[];
  readonly certainty: Certainty;
}

export type TimeUnit = 'WORKING_DAYS' | 'DAYS' | 'HOURS' | 'MONTHS';

export interface TimeLimit extends Valid {
  readonly id: LimitId;
  readonly title: string;
  readonly length: number;
  readonly unit: TimeUnit;
  /** BACKWARD: counted back from the event (procurement intentions). */
  readonly direction: 'FORWARD' | 'BACKWARD';
  /** True when a limit in calendar days that ends on a day off moves to the next working day (CAL-03). */
  readonly rollOver: boolean;
  /** What starts it, in Chinese. */
  readonly starts: string;
  /** The clause that people are told: the notice's own where it has one. */
  readonly clause: ClauseId;
  /** Every clause that it rests on, `clause` first. */
  readonly clauses: readonly ClauseId[];
  /** How sure the length is (rules.md, marks). What is not read in full is data that an administrator may change, with a reason. */
  readonly certainty: Certainty;
  /** True when the law leaves the number open and it is the department's to set. */
  readonly configurable: boolean;
}

export interface Ground extends Valid {
  /** `STATE_SECRET` … */
  readonly id: string;
  readonly label: string;
  readonly clauses: readonly ClauseId[];
  /** Row of the annual report 三(三), null where it has none. */
  readonly reportRow: number | null;
  /** Where it can be used: for the whole of a request, for a part, for publication. */
  readonly uses: readonly ('REQUEST' | 'REQUEST_PART' | 'PUBLICATION')[];
}

/** R1: reconsideration first; R2: reconsideration or suit; R3: none. */
export type RemedyClass = 'R1' | 'R2' | 'R3';

export interface OutcomeRule extends Valid {
  readonly id: string;
  readonly label: string;
  /** The answer types of the Regulations that it covers, in the short form of the trade (`G1`: already public). */
  readonly codes: readonly string[];
  readonly clauses: readonly ClauseId[];
  /** Row of the annual report, table 3. `WITHHELD_*`: the ground completes it (`reportRowOf`). */
  readonly reportRow: string;
  /** The grounds it may carry, one of them for each part withheld; empty: none. */
  readonly grounds: readonly string[];
  /** What it must carry, by the name of the reply's field. */
  readonly mustCarry: readonly string[];
}

export interface RemedyText extends Valid {
  readonly class: RemedyClass;
  /** With the placeholders `{reconsiderationBody}` and `{court}`; empty for R3. */
  readonly text: string;
  readonly clause: ClauseId;
}

export type FeeMethod = 'PER_ITEM' | 'PER_PAGE';

/** A stretch of counted items or pages, both ends included, at one price each; with `growth` the price rises within it, step by step. */
export interface FeeBand {
  readonly from: number;
  /** null: without end. */
  readonly to: number | null;
  readonly unitPrice: Fen;
  /** The price rises by `by` after every so many units of the band. */
  readonly growth: { readonly every: number; readonly by: Fen } | null;
}

/** One statutory method of the processing fee (信息处理费): progressive bands without a gap, from 1 upwards. */
export interface FeeSchedule extends Valid {
  readonly method: FeeMethod;
  readonly bands: readonly FeeBand[];
  readonly clause: ClauseId;
}

/** The book of law, one numbered revision of it. Immutable. */
export interface LawBook {
  readonly revision: number;
  readonly clauses: readonly Clause[];
  readonly rules: readonly Rule[];
  readonly limits: readonly TimeLimit[];
  readonly grounds: readonly Ground[];
  readonly outcomes: readonly OutcomeRule[];
  readonly remedies: readonly RemedyText[];
  readonly fees: readonly FeeSchedule[];
  /** Names that texts need and the law fixes or the department sets: reconsideration body, competent court. */
  readonly constants: Readonly<Record<string, string>>;
}
