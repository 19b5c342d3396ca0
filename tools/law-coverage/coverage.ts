import type { LawBook } from '@disclosure/law';
import type { NamingFile } from './scan.ts';

/** How something is named: itself (or, for an article, one of its items); an item only through the article above it; not at all. */
export type Naming = 'NAMED' | 'ONLY_THROUGH_ARTICLE' | 'UNNAMED';

export interface Coverage {
  readonly id: string;
  readonly title: string;
  /** Files that name it, or something within it. */
  readonly code: readonly string[];
  readonly tests: readonly string[];
  readonly inCode: Naming;
  readonly inTests: Naming;
}
export interface ClauseCoverage extends Coverage { readonly annex: number; readonly kind: 'ARTICLE' | 'ITEM' }
export interface RuleCoverage extends Coverage { readonly section: string }

export interface CoverageReport {
  readonly clauses: readonly ClauseCoverage[];
  readonly rules: readonly RuleCoverage[];
  /** Ids that code cites in the form of a clause or a rule, and that the book does not have: a slip of the pen, most likely. */
  readonly unknown: readonly { readonly id: string; readonly files: readonly string[] }[];
}

/** Compares the book of law with the files that name it. Covers the clauses of annexes 1–4 and all rules. Pure. */
export function coverageOf(book: LawBook, files: readonly NamingFile[]): CoverageReport {
  const naming = (isTest: boolean, ids: readonly string[]): string[] => files.filter((file) => file.isTest === isTest && ids.some((id) => file.ids.has(id))).map(({ path }) => path);
  const annexClauses = book.clauses.filter(({ annex, parent }) => annex !== null && annex <= 4 && parent !== null);
  const articlesAbove = (id: string): string[] => {
    const parent = annexClauses.find((clause) => clause.id === id)?.parent;
    return parent?.includes('-') ? [parent, ...articlesAbove(parent)] : [];
  };
  const status = (isTest: boolean, within: readonly string[], above: readonly string[]): Naming =>
    within.length > 0 ? 'NAMED' : naming(isTest, above).length > 0 ? 'ONLY_THROUGH_ARTICLE' : 'UNNAMED';

  const clauses = annexClauses.map(({ id, title, annex }): ClauseCoverage => {
    const within = [id, ...annexClauses.filter((clause) => clause.id.startsWith(`${id}-`)).map((clause) => clause.id)];
    const above = articlesAbove(id);
    const [code, tests] = [naming(false, within), naming(true, within)];
    return { id, title, annex: annex ?? 0, kind: above.length === 0 ? 'ARTICLE' : 'ITEM', code, tests, inCode: status(false, code, above), inTests: status(true, tests, above) };
  });
  const rules = book.rules.map(({ id, section, trigger, constraint }): RuleCoverage => {
    const [code, tests] = [naming(false, [id]), naming(true, [id])];
    return { id, title: `${trigger}: ${constraint}`, section, code, tests, inCode: status(false, code, []), inTests: status(true, tests, []) };
  });
  const known = new Set([...book.clauses.map(({ id }) => id), ...book.rules.map(({ id }) => id)]);
  const cited = new Set(files.filter(({ isTest }) => !isTest).flatMap(({ ids }) => [...ids]));
  const unknown = [...cited].filter((id) => !known.has(id)).sort().map((id) => ({ id, files: naming(false, [id]) }));
  return { clauses, rules, unknown };
}

export interface Count {
  readonly name: string;
  readonly total: number;
  readonly inCode: number;
  readonly inTests: number;
  /** Items that only their article speaks for, in code and in tests alike. */
  readonly onlyThroughArticle: number;
  /** Named neither in code nor in a test, not even through the article. */
  readonly unnamed: number;
}

/** The figures at the end: articles and items of each annex, rules of each section, and all together. */
export function summaryOf(report: CoverageReport): readonly Count[] {
  const count = (name: string, entries: readonly Coverage[]): Count => ({
    name,
    total: entries.length,
    inCode: entries.filter(({ inCode }) => inCode === 'NAMED').length,
    inTests: entries.filter(({ inTests }) => inTests === 'NAMED').length,
    onlyThroughArticle: entries.filter(({ inCode, inTests }) => ![inCode, inTests].includes('NAMED') && [inCode, inTests].includes('ONLY_THROUGH_ARTICLE')).length,
    unnamed: entries.filter(({ inCode, inTests }) => inCode === 'UNNAMED' && inTests === 'UNNAMED').length,
  });
  const annexes = [...new Set(report.clauses.map(({ annex }) => annex))];
  const sections = [...new Set(report.rules.map(({ section }) => section))];
  return [
    ...annexes.flatMap((annex) => (['ARTICLE', 'ITEM'] as const).map((kind) =>
      count(`annex ${annex}, ${kind === 'ARTICLE' ? 'articles' : 'items'}`, report.clauses.filter((clause) => clause.annex === annex && clause.kind === kind)))),
    count('all clauses', report.clauses),
    ...sections.map((section) => count(`rules ${section}`, report.rules.filter((rule) => rule.section === section))),
    count('all rules', report.rules),
  ];
}
