import type { Refusal } from '@disclosure/kernel';

export interface TextRule {
  /** Dotted path in the input. */
  readonly field: string;
  /** What the field is called in Chinese. */
  readonly label: string;
  readonly max: number;
  readonly min?: number;
  /** Line breaks allowed. */
  readonly multiline?: boolean;
  /** Names, numbers, addresses: no pictographs. */
  readonly plain?: boolean;
  readonly clause?: string | null;
}

// Written as code points: the characters themselves would be invisible here, which is the trick they are refused for.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;
const LINE_BREAK = /[\n\r\u2028\u2029]/u;
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
// Not the selectors of variants (FE00–FE0F, E0100–E01EF): names are written with them.
const INVISIBLE = /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200D\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const ALL_INVISIBLE = new RegExp(`^(?:${INVISIBLE.source}|\\s)*$`, 'u');
const PICTOGRAPH = /\p{Extended_Pictographic}/u;

/** Without a list of them: what comes in may be millions. */
function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** What is wrong with the form of a text that a person entered; empty when nothing is. Length counts characters, not bytes. */
export function textRefusals(value: string | null | undefined, rule: TextRule): readonly Refusal[] {
  const refuse = (code: string, message: string): Refusal => ({ code, message: `“${rule.label}”${message}`, field: rule.field, clause: rule.clause ?? null });
  const text = value ?? '';
  const length = charactersIn(text.trim());
  if (length < (rule.min ?? 1) || ALL_INVISIBLE.test(text)) return [refuse('TEXT_MISSING', rule.min === undefined || rule.min <= 1 ? '不能为空。' : `至少 ${rule.min} 个字。`)];
  const refusals: Refusal[] = [];
  if (length > rule.max) refusals.push(refuse('TEXT_TOO_LONG', `最多 ${rule.max} 个字，现有 ${length} 个。`));
  if (!text.isWellFormed()) refusals.push(refuse('TEXT_MALFORMED', '含有不完整的字符编码。'));
  if (CONTROL.test(text) || (!rule.multiline && LINE_BREAK.test(text))) refusals.push(refuse('TEXT_CONTROL_CHARACTER', rule.multiline ? '含有控制字符。' : '含有控制字符或换行。'));
  if (DIRECTION.test(text)) refusals.push(refuse('TEXT_DIRECTION_CHARACTER', '含有改变文字方向的字符。'));
  if (rule.plain && (PICTOGRAPH.test(text) || INVISIBLE.test(text))) refusals.push(refuse('TEXT_NOT_PLAIN', '不能使用表情符号或不可见字符。'));
  return refusals;
}

/** The same for a field that may be left out. */
export function optionalTextRefusals(value: string | null | undefined, rule: TextRule): readonly Refusal[] {
  return value === null || value === undefined || value.trim() === '' ? [] : textRefusals(value, rule);
}
