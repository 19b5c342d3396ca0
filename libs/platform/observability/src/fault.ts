/** A fault as the log holds it: what it is and where, without the values that it carries. */
export interface Fault {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE, Node's code, or the code of a refusal. */
  readonly code?: string;
  /** Where in the database: names of ours. */
  readonly place?: string;
  readonly stack?: string;
  readonly causes?: readonly Fault[];
}

const SQLSTATE = /^[0-9A-Z]{5}$/;
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const CODE = /^[A-Za-z0-9_]{1,64}$/;
/** Words of the language itself, quoted by errors of V8: property and variable names. */
const OF_THE_PROGRAM = new Set(['TypeError', 'ReferenceError']);
const DEPTH = 4;

/**
 * A sentence without what it quotes: anything between quotation marks, Chinese, numbers of five digits and more, addresses. What stays is
 * the program's own English.
 */
export function withoutValues(text: string): string {
  return text
    .replace(/'(?:[^'\n]|'')*'|"[^"\n]*"|`[^`\n]*`|“[^”]*”|「[^」]*」/g, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .replace(/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}・·]+/gu, '…')
    .replace(/(?<![0-9a-f-])\d[\d ()+-]{3,}\d[Xx]?(?![0-9a-f-])/g, '…');
}

/**
 * What went wrong, for the log. A database's error may quote a row, and the ORM's the whole statement with its values: of these only the
 * code and the place are kept. Of others the sentence without values; of the stack the places alone.
 */
export function faultOf(error: unknown): Fault {
  return describe(error, 0);
}

function describe(error: unknown, depth: number): Fault {
  if (!(error instanceof Error)) return outcome(error);
  const { code: given, constraint, schema, table, column, cause, originalError, errors } = error as unknown as Record<string, unknown>;
  const code = typeof given === 'string' && CODE.test(given) ? given : undefined;
  const isDatabase = (code !== undefined && SQLSTATE.test(code)) || /Exception$/.test(error.name);
  const place = [schema, table, column, constraint].filter((name): name is string => typeof name === 'string' && NAME.test(name)).join('.');
  const inner = [...new Set([cause, originalError, ...(Array.isArray(errors) ? errors.slice(0, 10) : [])])].filter((each) => each !== undefined && each !== null && each !== error);
  const stack = placesOf(error.stack);
  return {
    type: CODE.test(error.name) ? error.name : 'Error',
    message: isDatabase ? 'database error' : messageOf(error),
    ...(code === undefined ? {} : { code }),
    ...(place === '' ? {} : { place }),
    ...(stack === '' ? {} : { stack }),
    ...(inner.length > 0 && depth < DEPTH ? { causes: inner.map((each) => describe(each, depth + 1)) } : {}),
  };
}

function messageOf(error: Error): string {
  if (!OF_THE_PROGRAM.has(error.name)) return withoutValues(error.message);
  return withoutValues(error.message.replace(/'([A-Za-z_$][A-Za-z_$.]{0,40})'/g, '$1'));
}

/** The lines of a stack that say where; the message, which a stack repeats, is not among them. */
function placesOf(stack: string | undefined): string {
  return (stack ?? '').split('\n').filter((line) => /^\s+at (?:async )?(?:new )?[\w$.<>[\]# ]*\(?(?:file:|node:|\/|[A-Za-z]:\\|<anonymous>|native|index \d)/.test(line)).join('\n');
}

/** What a command came to, where somebody hands it on as a fault: its kind and the codes of its refusals. */
function outcome(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) return { type: typeof value, message: 'not an error' };
  const { kind, refusals, refusal } = value as { kind?: unknown; refusals?: unknown; refusal?: unknown };
  const codes = [...(Array.isArray(refusals) ? refusals : []), refusal].map((each) => (each as { code?: unknown } | undefined)?.code).filter((code): code is string => typeof code === 'string' && CODE.test(code));
  if (typeof kind !== 'string' || !CODE.test(kind)) return { type: 'object', message: 'not an error' };
  return { type: 'Outcome', message: kind, ...(codes.length > 0 ? { code: codes.join(' ') } : {}) };
}
