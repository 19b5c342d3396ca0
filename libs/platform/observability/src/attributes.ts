/** Values that may go into a span or a metric. */
export type AttributeValue = string | number | boolean;
export type Attributes = { readonly [name: string]: AttributeValue | undefined };

const OPAQUE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WORD = /^[a-z][a-z_-]{0,39}$/;

/**
 * All that telemetry may say, and of what form. What is not here, or has another form, is left out: nothing that a person wrote, is called
 * or is known by can get in, whoever adds it by mistake. No record's id: it tells a person's case. Request ids are drawn anew each time.
 */
const ALLOWED: Readonly<Record<string, RegExp | 'number' | 'boolean'>> = {
  /** Correlates with the log. */
  'disclosure.request_id': OPAQUE_ID,
  'disclosure.context': WORD,
  'disclosure.subgraph': WORD,
  /** An action's name in its workflow table. */
  'disclosure.action': /^[a-z][A-Za-z]{0,63}$/,
  'disclosure.outcome': /^[A-Z_]{1,20}$/,
  /** Code of a refusal or of an error of the graph. */
  'disclosure.code': /^[A-Z][A-Z0-9_]{1,63}$/,
  'disclosure.consumer': /^[a-z]+(?:[._-][a-z]+){0,4}$/,
  'disclosure.source': WORD,
  'disclosure.operation': /^(?:query|mutation|none)$/,
  'disclosure.pool': /^[a-z_]{1,40}$/,
  'disclosure.state': /^(?:idle|used|waiting)$/,
  /** Verb and table: `SELECT requests.event`. Never the text, whose literals could be anything. */
  'db.query.summary': /^[A-Z]{2,12}(?: [a-z_]{1,63}(?:\.[a-z_]{1,63})?)?$/,
  'db.system.name': /^postgresql$/,
  'error.type': /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
  'http.response.status_code': 'number',
};

/** Names of spans that may leave the process: ours, and those that Apollo's gateway makes by itself. */
const SPAN_NAME = /^(?:graph\.(?:request|parse|plan)|subgraph\.(?:fetch|serve)|command|sql|timer|relay|gateway\.(?:request|plan|fetch|execute|postprocessing))$/;

export const isSpanName = (name: string): boolean => SPAN_NAME.test(name);

/** The allowed ones among these attributes. */
export function allowed(attributes: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  const kept: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const form = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
    if (form === undefined) continue;
    if (form instanceof RegExp ? typeof value === 'string' && form.test(value) : typeof value === form) kept[name] = value as AttributeValue;
  }
  return kept;
}
