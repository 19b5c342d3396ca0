import type { Check } from './check.ts';

/** Whatever the platform refused, the plan knew that it would; and what the plan says it must refuse was refused. */
export const refusalsWerePlanned: Check = ({ ledger }) => Promise.resolve(ledger.surprises.map(({ index, id, on, action, expected, met, paths }) => ({
  check: 'every refusal was expected', about: `case ${index} (${id ?? 'not begun'}) on ${on}, ${paths.join(', ')}`, found: `${action}: ${expected === null ? 'refused with' : `expected ${expected}, but`} ${met}`,
})));

/** The platform logged no fault: no error of its own, nothing that a consumer or an alarm could not carry out. */
export const nothingFailed: Check = ({ log }) => Promise.resolve(log.map((line) => ({ check: 'the platform logged no fault', about: 'log', found: line.trim().slice(0, 400) })));
