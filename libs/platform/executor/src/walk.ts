import { reader } from './names.ts';
import type { Data } from './names.ts';

/** Where an error is, as the client knows it. */
export type AnswerPath = (string | number)[];

/** Finds the objects at one place of a plan (`disclosures.nodes.@.division`); those that are null are left out. */
export interface Place {
  readonly path: readonly (string | number)[];
  objects(root: Data): Data[];
  /** Where each of those objects is, in the same order. */
  paths(root: Data): AnswerPath[];
}

const EACH = '@';

export function placeAt(path: readonly (string | number)[]): Place {
  const steps = path.map((step) => (step === EACH ? null : reader(String(step))));

  function visit(value: unknown, depth: number, trail: AnswerPath, found: (object: Data) => void): void {
    if (value === null || value === undefined) return;
    if (depth === steps.length) {
      found(value as Data);
      return;
    }
    const read = steps[depth];
    if (read) {
      if (Array.isArray(value)) throw new Error(`a list where ${path.join('.')} has an object`);
      trail.push(path[depth] as string);
      visit(read(value as Data), depth + 1, trail, found);
    } else {
      if (!Array.isArray(value)) throw new Error(`no list where ${path.join('.')} has one`);
      trail.push(0);
      for (let index = 0; index < value.length; index += 1) {
        trail[trail.length - 1] = index;
        visit(value[index], depth + 1, trail, found);
      }
    }
    trail.pop();
  }

  return {
    path,
    objects(root) {
      const objects: Data[] = [];
      visit(root, 0, [], (object) => { objects.push(object); });
      return objects;
    },
    paths(root) {
      const paths: AnswerPath[] = [];
      const trail: AnswerPath = [];
      visit(root, 0, trail, () => { paths.push([...trail]); });
      return paths;
    },
  };
}
