import type { LocalDate } from '@disclosure/kernel';
import type { Clause, ClauseId } from '../types.ts';

/** A chapter of an annex (`第四章 依申请公开信息的办理程序`) or a part of a plan (`三、公开任务落实`), and what stands in it. */
export interface ParsedChapter {
  readonly title: string;
  readonly articles: readonly ClauseId[];
}

/** An annex that the notice carries in full, ready to be disclosed as an item of its own. */
export interface ParsedAnnex {
  /** 1–7. */
  readonly number: number;
  /** The title that it bears itself (annex 3: 保密审查制度). */
  readonly title: string;
  /** The title that the notice's list gives it (annex 3: 保密审核制度). */
  readonly listedTitle: string;
  /** Everything under the title, verbatim, lines joined by a line feed. */
  readonly body: string;
  /** What stands before the first article or part, verbatim; empty where nothing does. */
  readonly preamble: string;
  readonly chapters: readonly ParsedChapter[];
}

/** A body that the notice names (处室, 单位, 机构), with where: 0 is the notice itself, then the annexes by number. */
export interface MentionedBody {
  readonly name: string;
  readonly mentionedIn: readonly number[];
}

/** The department's notice, taken apart. */
export interface ParsedNotice {
  readonly title: string;
  /** `吉工信综合〔2020〕349号`. */
  readonly documentNumber: string;
  /** The line of addressees, without its colon. */
  readonly addressees: string;
  readonly issuer: string;
  readonly documentDatedOn: LocalDate;
  /** The text between the addressees and the list of annexes, verbatim. */
  readonly body: string;
  /** All annexes of the list, also those that are named only. */
  readonly annexTitles: readonly { readonly number: number; readonly title: string }[];
  readonly annexes: readonly ParsedAnnex[];
  readonly bodies: readonly MentionedBody[];
  /** Articles, items and sub-items of the annexes in full, in the order of the text. */
  readonly clauses: readonly Clause[];
}
