import ts from 'typescript';

/** One place where a file asks the machine for the time. */
export interface Finding { readonly file: string; readonly line: number; readonly what: string; readonly reason: string }

/** Folders and files that may hold what all others may not, each with its reason. Paths from the root of the repository. */
export interface Allowance { readonly path: string; readonly what: 'Temporal' | 'Date' | 'SQL'; readonly reason: string }

export const ALLOWED: readonly Allowance[] = [
  { path: 'libs/kernel/', what: 'Temporal', reason: 'dates and instants are made and counted here' },
  { path: 'libs/calendar/', what: 'Temporal', reason: 'working days and clocks are counted here' },
  { path: 'libs/platform/identity/src/machine-clock.ts', what: 'Temporal', reason: 'the one place that asks the machine: tokens, leases, time-outs' },
  { path: 'libs/platform/testing/', what: 'Temporal', reason: 'tests put the machine’s clock where they want it' },
  { path: 'tools/bench/', what: 'Date', reason: 'the bench measures machines and makes up past records; none of it is the product' },
  { path: 'tools/checks/', what: 'SQL', reason: 'this check names what it refuses' },
];

const REASONS = {
  Date: 'business time is an argument (foundations 1); a civil date is no instant: use LocalDate and Instant of kernel',
  Temporal: 'Temporal stays in kernel and calendar: two of its objects pass every jest comparison',
  SQL: 'the database’s clock is not the platform’s: pass the instant as a parameter',
  performance: 'durations may be measured; what hour it is, a MachineClock says',
} as const;

/** Functions, keywords and defaults of SQL that read the server's clock. Matched in SQL files and in every text of a program. */
const SQL_CLOCKS = /\bnow\s*\(\s*\)|\b(?:current_date|current_timestamp|current_time|localtimestamp|localtime)\b|\b(?:clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\bgenerated\s+always\s+as\s+row\s+start\b|'(?:now|today|tomorrow|yesterday)'\s*::\s*(?:date|timestamp|timestamptz)\b|\b(?:date|timestamp|timestamptz)\s*'(?:now|today|tomorrow|yesterday)'/gi;
/** What tells a text of a program to be SQL: a word of it that comes with every statement. */
const LOOKS_LIKE_SQL = /\b(?:select|insert\s+into|update|delete\s+from|create\s+(?:table|view|function|index|trigger|schema|policy)|alter\s+table|default|values|returning|where|between|interval)\b/i;
/** A text that is such a reading and nothing else: `defaultRaw: 'now()'`. */
const ONLY_A_CLOCK = /^\s*\(?\s*(?:now\s*\(\s*\)|current_date|current_timestamp|localtimestamp|clock_timestamp\s*\(\s*\))\s*\)?\s*(?:::\s*\w+)?\s*$/i;

const allowed = (file: string, what: Allowance['what']): boolean => ALLOWED.some((allowance) => allowance.what === what && (allowance.path.endsWith('/') ? file.startsWith(allowance.path) : file === allowance.path));

/** Every forbidden reading of a clock in one TypeScript file. `file` is its path from the root of the repository. */
export function timeFindings(file: string, source: string): readonly Finding[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const findings: Finding[] = [];
  const report = (position: number, what: string, reason: string): void => {
    findings.push({ file, line: parsed.getLineAndCharacterOfPosition(position).line + 1, what, reason });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isValue(node)) {
      if (node.text === 'Date' && !allowed(file, 'Date')) report(node.getStart(parsed), 'Date', REASONS.Date);
      if (node.text === 'Temporal' && !allowed(file, 'Temporal')) report(node.getStart(parsed), 'Temporal', REASONS.Temporal);
      if (node.text === 'performance' && ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'timeOrigin') report(node.getStart(parsed), 'performance.timeOrigin', REASONS.performance);
    }
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) && !allowed(file, 'SQL')) {
      // A text is judged as a whole: of a template, all of its parts.
      const whole = ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? templateOf(node) : node.text;
      if (LOOKS_LIKE_SQL.test(whole) || ONLY_A_CLOCK.test(whole)) {
        const raw = node.getText(parsed);
        for (const match of raw.matchAll(SQL_CLOCKS)) report(node.getStart(parsed) + match.index, match[0], REASONS.SQL);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return findings;
}

/** Every forbidden reading of a clock in one SQL file, comments left out. */
export function sqlFindings(file: string, source: string): readonly Finding[] {
  if (allowed(file, 'SQL')) return [];
  const code = source.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  return [...code.matchAll(SQL_CLOCKS)].map((match) => ({ file, line: code.slice(0, match.index).split('\n').length, what: match[0], reason: REASONS.SQL }));
}

function templateOf(node: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail): string {
  const expression = ts.isTemplateHead(node) ? node.parent : node.parent.parent;
  if (!ts.isTemplateExpression(expression)) return node.text; // a template of types
  return [expression.head.text, ...expression.templateSpans.map(({ literal }) => literal.text)].join(' ');
}

/**
 * True where the name stands for the global thing: not a member (`x.Date`), not a key, not a declaration or an import of that name, and
 * not a type (`Date` as a type lets in what others made; making and reading one is what is refused).
 */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return isGlobalObject(parent.expression);
  if ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent) || ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent)) && parent.name === node) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  if ((ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) && parent.name === node) return ts.isImportSpecifier(parent);
  return !ts.isTypeReferenceNode(parent) && !ts.isQualifiedName(parent) && !ts.isTypeQueryNode(parent) && !ts.isLiteralTypeNode(parent);
}

const isGlobalObject = (node: ts.Expression): boolean => ts.isIdentifier(node) && ['globalThis', 'window', 'global', 'self'].includes(node.text);
