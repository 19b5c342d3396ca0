import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
interface NamedTest { readonly name: string; readonly body: string }
let read: readonly NamedTest[] | null = null;

/** Every test of the requests context, with its text. */
function tests(): readonly NamedTest[] {
  read ??= globSync(['libs/requests/*/src/**/*.{spec,int-spec}.ts'], { cwd: root }).sort().flatMap((file) =>
    readFileSync(join(root, file), 'utf8').split(/^\s*(?=it(?:\.each)?\()/m).slice(1).map((body) => ({ name: `${file}: ${/it(?:\.each\([^]*?\))?\(\s*['"`](.*?)['"`],/.exec(body)?.[1] ?? '…'}`, body })));
  return read;
}

/** Tests that would notice: they take the action, and expect one of the codes. */
export function namedTests(action: string, codes: readonly string[]): readonly string[] {
  return tests().filter(({ body }) => body.includes(action) && codes.some((code) => body.includes(code))).map(({ name }) => name);
}

let sources: string | null = null;

/** The codes that a guard refuses with, as its source has them: for one that refused nothing alone. */
export function codesOf(guard: string): readonly string[] {
  sources ??= globSync('libs/requests/domain/src/*.ts', { cwd: root }).filter((file) => !file.endsWith('.spec.ts')).map((file) => readFileSync(join(root, file), 'utf8')).join('\n\n');
  const from = sources.indexOf(`('${guard}',`);
  if (from < 0) return [];
  return [...sources.slice(from, sources.indexOf('\n\n', from)).matchAll(/code: '([A-Z_]+)'/g)].map(([, code]) => code as string);
}
