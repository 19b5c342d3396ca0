import type { LocalDate } from '@disclosure/kernel';
import type { BlocksOf, FactsOf, LetterKind, ReplyForm } from './letter-kind.ts';

/** What a letter is made of: register facts, free-text blocks, enclosures. Nothing else can get into it. */
export interface LetterInput<K extends LetterKind = LetterKind> {
  readonly kind: K;
  /** The outcome, for a `ReplyLetter`; absent for every other kind. */
  readonly form?: ReplyForm;
  readonly agency: {
    /** As it signs: 吉林省工业和信息化厅. */
    readonly name: string;
    /** 发文机关标志, above the red line: 吉林省工业和信息化厅, or with 文件. */
    readonly mark: string;
  };
  /** Null until the letter is numbered, and on sheets that bear none. */
  readonly number: string | null;
  /** Null on sheets. */
  readonly addressee: { readonly name: string; readonly you: '您' | '你单位' } | null;
  readonly fields: FactsOf<K>;
  readonly blocks: BlocksOf<K>;
  readonly enclosures: readonly Enclosure[];
  /** 成文日期. */
  readonly date: LocalDate;
  /** The code by which the portal confirms that the letter is genuine. */
  readonly authenticityCode: string | null;
  /** 签发人; null until signed off. */
  readonly signedBy: string | null;
  readonly contact: { readonly name: string; readonly phone: string; readonly address?: string } | null;
  readonly seal: Seal;
  /** 抄送; absent or empty for none. */
  readonly copiesTo?: readonly string[];
  /** 印发机关和印发日期 of the 版记; absent for none. */
  readonly printed?: { readonly office: string; readonly on: LocalDate };
}

export interface Enclosure {
  readonly name: string;
  readonly pages?: number;
}

/** The seal's place: empty (sealed on paper), marked by words, or filled by an image of the seal (PNG). */
export type Seal = { readonly kind: 'NONE' } | { readonly kind: 'MARK'; readonly text: string } | { readonly kind: 'IMAGE'; readonly png: Uint8Array };

/** What `(印章)` stands for on samples. */
export const sampleSeal: Seal = { kind: 'MARK', text: '（印章）' };
