/** An object of an answer: what a subgraph gave, or what is given to the client. */
export type Data = Record<string, unknown>;

/**
 * Reads a member that the object has itself. Names come from operations and from subgraphs, so they may be `constructor`
 * or `__proto__`: what every object inherits is no answer, and must never be written to.
 */
export function reader(name: string): (object: Data) => unknown {
  if (name in Object.prototype) return (object) => (Object.hasOwn(object, name) ? object[name] : undefined);
  return (object) => object[name];
}

/** Writes a member of the object itself, whatever its name. */
export function writer(name: string): (object: Data, value: unknown) => void {
  if (name === '__proto__') return (object, value) => { write(object, name, value); };
  return (object, value) => { object[name] = value; };
}

export function write(object: Data, name: string, value: unknown): void {
  // Assigned, it would change what the object inherits.
  if (name === '__proto__') Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
  else object[name] = value;
}

export const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
