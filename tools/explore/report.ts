import type { Exploration } from './exploration.ts';
import { LEFT_OUT } from './moves.ts';
import type { NamedTest } from './named-tests.ts';
import { WHAT_IS_LEFT } from './name.ts';
import { SECOND_LINES } from './scopes.ts';
import type { Finding, Scope } from './walk.ts';

export const storyOf = ({ check, found, story }: Finding): string => [`VIOLATION ${check}`, `  ${found}`, ...story.map(({ day, who, did }) => `    ${day}  ${who.padEnd(18)} ${did}`), ''].join('\n');

const times = (count: number): string => (count === 1 ? 'any one' : count === 0 ? 'none' : `any ${count}`);
/** What was looked at, and what was not. */
export function scopeOf({ asides, without }: Scope): readonly string[] {
  return [
    'looked at:',
    `  ${asides.map((most, index) => `round ${index + 1}: ${times(most)}`).join('; ')}, of: clarification, fee, reasons, consultation of a third party, of an agency (a second too), extension, dispute, reconsideration,`,
    "  suit, objection, promotion, a corrected fact, an oral request, an incomplete form, an applicant who cannot be reached, what the division says is missing, one person in several offices, a major case, what is withheld for a third party or is another agency's, a further referral; in every order, with every answer, lapse and return",
    '  two supporting divisions; today before, on and after the last day of every limit that changes what can be done; review that clears, and takes back',
    `not looked at: more than that in one round; ${asides.length === 1 ? 'a second round' : `more than ${asides.length} rounds`}${without === undefined ? '' : `; ${without.join(', ')}`}; ${Object.keys(LEFT_OUT).join(', ')} (moves.ts says why)`,
    ...WHAT_IS_LEFT.map((each) => `  not told apart: ${each}`),
  ];
}

/** The findings, and how far they were looked for, as text. */
export function reportOf(exploration: Exploration, scope: Scope, seconds: number, forgotten: readonly string[]): string {
  const { states, transitions, attempts, ends, depth, findings, removals, checks, taken, notTaken } = exploration;
  const found = removals.filter(({ foundBy }) => foundBy !== null);
  return [
    `${states} states (${ends} of them ended), ${transitions} transitions, ${attempts} attempts, longest way ${depth} steps, ${seconds.toFixed(1)} s`,
    ...scopeOf(scope),
    `${taken.length} actions taken${notTaken.length === 0 ? '' : `; within this scope never: ${notTaken.join(', ')}`}`, ...forgotten.map((each) => `FORGOTTEN ${each}`),
    '', ...checks.map((check) => `${findings.some((finding) => finding.check === check) ? '✗' : '✓'} ${check}`), '', ...findings.map(storyOf),
    ...(scope.removals ? [`each guard removed in turn: ${removals.length}, of which ${found.length} are found here`, ...found.map(({ action, guard, foundBy }) => `  ${action} without ${guard}: ${foundBy}`), ''] : []),
  ].join('\n');
}

/** What became of the guards that the walk does not tell apart. */
export function reportOnRest(tested: readonly NamedTest[], seconds: number): string {
  const killed = tested.filter(({ test }) => test !== null);
  const kept = tested.filter(({ test, action, guard }) => test === null && `${action} ${guard}` in SECOND_LINES);
  const superfluous = superfluousOf(tested);
  return [
    `not told apart here, and found by a named test that was run without the guard: ${killed.length}, ${seconds.toFixed(1)} s`, ...killed.map(({ action, guard, test }) => `  ${action} without ${guard}: ${test}`), '',
    `never the only one to refuse, and kept: ${kept.length}`, ...kept.map(({ action, guard }) => `  ${action} ${guard}: ${SECOND_LINES[`${action} ${guard}`]}`), '',
    `superfluous, as far as checks and tests can tell: ${superfluous.length}`, ...superfluous.map(({ action, guard, refusedAlone, codes }) => `  ${action}: ${guard} (${refusedAlone === 0 ? 'never alone in refusing' : `alone in refusing ${codes.join(', ')}`})`), '',
  ].join('\n');
}

export const superfluousOf = (tested: readonly NamedTest[]): readonly NamedTest[] => tested.filter(({ test, action, guard }) => test === null && !(`${action} ${guard}` in SECOND_LINES));
