const names = new Map<string, string>();
/** Statements are few, since values are parameters; should ever one be made anew each time, memory does not grow with it. */
const KEPT = 2_000;

/** What telemetry calls a statement: its verb and the first table it names. Nothing else of its text. */
export function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const bare = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, ' ');
  const verb = /^\s*([A-Za-z]{2,12})\b/.exec(bare)?.[1]?.toUpperCase() ?? 'OTHER';
  const table = /\b(?:from|into|update|join)\s+"?([a-z_]{1,63})"?\s*\.\s*"?([a-z_]{1,63})"?/i.exec(bare);
  const name = table ? `${verb} ${(table[1] as string).toLowerCase()}.${(table[2] as string).toLowerCase()}` : verb;
  if (names.size < KEPT) names.set(sql, name);
  return name;
}
