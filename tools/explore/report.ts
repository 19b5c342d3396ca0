import { codesOf, namedTests } from './named-tests.ts';
import type { Exploration, Finding, Scope } from './walk.ts';

const storyOf = ({ check, found, story }: Finding): string => [`VIOLATION ${check}`, `  ${found}`, ...story.map(({ day, who, did }) => `    ${day}  ${who.padEnd(18)} ${did}`), ''].join('\n');

/** The findings, and how far they were looked for, as text. */
export function reportOf(exploration: Exploration, scope: Scope, seconds: number): string {
  const { states, transitions, attempts, ends, depth, findings, removals, checks, actionsTaken, actionsNotTaken } = exploration;
  const lines = [
    `${states} states (${ends} of them ended), ${transitions} transitions, ${attempts} attempts, longest way ${depth} steps, ${seconds.toFixed(1)} s`,
    `bounded: at most ${scope.procedures} side procedures in one case, ${scope.rounds} rounds, two supporting divisions (alike), one consultation of each kind; equal states merged without their dates`,
    `${actionsTaken.length} actions taken${actionsNotTaken.length === 0 ? '' : `; within these bounds never: ${actionsNotTaken.join(', ')}`}`,
    '', ...checks.map((check) => `${findings.some((finding) => finding.check === check) ? '✗' : '✓'} ${check}`), '', ...findings.map(storyOf),
  ];
  if (!scope.mutants) return `${lines.join('\n')}\n`;
  const found = removals.filter(({ foundBy }) => foundBy !== null);
  const rest = removals.filter(({ foundBy }) => foundBy === null).map((removal) => ({ ...removal, tests: namedTests(removal.action, removal.codes.length > 0 ? removal.codes : codesOf(removal.guard)) }));
  lines.push(`each guard removed in turn: ${removals.length}, of which ${found.length} are found here`, ...found.map(({ action, guard, foundBy }) => `  ${action} without ${guard}: ${foundBy}`));
  const elsewhere = rest.filter(({ refusedAlone, tests }) => refusedAlone > 0 && tests.length > 0);
  lines.push('', `not told apart here, found by a named test: ${elsewhere.length}`, ...elsewhere.map(({ action, guard, tests }) => `  ${action} without ${guard}: ${tests[0]}`));
  const silent = rest.filter(({ refusedAlone, tests }) => refusedAlone === 0 && tests.length > 0);
  lines.push('', `never alone in refusing within these bounds (another guard or the table refuses too, or no such input is tried), and tested by name: ${silent.length}`, ...silent.map(({ action, guard, tests }) => `  ${action}: ${guard} (${tests[0]})`));
  const superfluous = rest.filter(({ tests }) => tests.length === 0);
  lines.push('', `superfluous, as far as checks and tests can tell: ${superfluous.length}`, ...superfluous.map(({ action, guard, codes }) => `  ${action}: ${guard} (${codes.length === 0 ? 'never alone in refusing' : codes.join(', ')})`));
  return `${lines.join('\n')}\n`;
}
