import { isObject, write } from './names.ts';
import type { Data } from './names.ts';

type Take = (value: unknown) => unknown;
const asIs: Take = (value) => value;

/**
 * Merges what a subgraph answered into what is there already: objects member by member, lists of equal length element by
 * element, all else replaced. Parts of `source` become parts of `target`, unless `take` is `copy`.
 */
export function merge(target: Data, source: Data, take: Take = asIs): void {
  for (const name in source) {
    const value = source[name];
    if (value === undefined) continue;
    // Most are text and numbers, which are not merged.
    if (typeof value !== 'object' || value === null) write(target, name, value);
    else if (!mergedInside(Object.hasOwn(target, name) ? target[name] : undefined, value, take)) write(target, name, take(value));
  }
}

/** True where both sides have parts to be merged, which it has done. */
function mergedInside(there: unknown, value: unknown, take: Take): boolean {
  if (isObject(value) && isObject(there)) {
    merge(there, value, take);
    return true;
  }
  if (!Array.isArray(value) || !Array.isArray(there) || value.length !== there.length) return false;
  value.forEach((element: unknown, index) => { if (!mergedInside(there[index], element, take)) there[index] = take(element); });
  return true;
}

/** A copy that shares nothing which a later merge could change: one answer may go to several places. */
export function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isObject(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A scalar of a subgraph in this process may be an object of any make; nothing is merged into those.
  if (prototype !== null && prototype !== Object.prototype) return value;
  const copied: Data = Object.create(null) as Data;
  for (const name of Object.keys(value)) copied[name] = copy(value[name]);
  return copied;
}
