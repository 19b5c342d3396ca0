/**
 * Why an action was not carried out: data, never an exception. The message is Chinese and is shown to people as it is;
 * `clause` is the citation that the rule rests on (`A1-17-2`, `R-33`), null only where no law speaks (form of input).
 */
export interface Refusal {
  /** Stable, in capitals: `EXTENSION_ALREADY_USED`. */
  readonly code: string;
  readonly message: string;
  /** Dotted path of the input field that is at fault, where one is. */
  readonly field?: string;
  readonly clause: string | null;
  /** What the decision was computed from (dates, numbers, codes), so that a client can explain it. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}
