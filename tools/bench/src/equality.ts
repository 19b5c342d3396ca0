import type { QuestionName } from './questions.ts';

/** An answer without what may differ in form: key order, opaque cursors, and where a peer can only say it in another place. */
export function normalised(question: QuestionName, text: string): string {
  const { data, errors } = JSON.parse(text) as { data: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`${question}: ${JSON.stringify(errors).slice(0, 500)}`);
  if (data === null || data === undefined) throw new Error(`${question}: no data`);
  return JSON.stringify(sorted(data));
}

function sorted(value: unknown): unknown {
  // PostGraphile hands out what a function made as it is, or as text where its type is JSON.
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try { return sorted(JSON.parse(value)); } catch { return value; }
  }
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !OPAQUE.has(key)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

const OPAQUE = new Set(['endCursor']);

/** Where two normalised answers first differ, for the person who has to find out why. */
export function difference(a: string, b: string): string | null {
  if (a === b) return null;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return `…${a.slice(Math.max(0, at - 60), at + 80)}… against …${b.slice(Math.max(0, at - 60), at + 80)}…`;
}
