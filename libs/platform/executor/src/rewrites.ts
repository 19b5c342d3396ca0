import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isObject, reader, write } from './names.ts';
import type { Data } from './names.ts';
import { isOfType } from './types.ts';

/** Changes data in place. */
export type Rewrite = (data: Data) => void;

const FRAGMENT = '... on ';

/**
 * What the planner wants changed before data goes to a subgraph (a type's name, where the subgraph knows an interface as
 * an object) or after it comes back (fields that had to be asked for under another name).
 */
export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): Rewrite | null {
  if (!rewrites || rewrites.length === 0) return null;
  const compiled = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (data) => { for (const rewrite of compiled) rewrite(data); };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const steps = [...rewrite.path];
  const name = steps.pop();
  if (name === undefined || name.startsWith(FRAGMENT)) throw new Error(`a rewrite that ends in no field: ${rewrite.path.join(', ')}`);
  return steps.reduceRight<Rewrite>((next, step) => into(schema, step, next), atField(rewrite, name));
}

function atField(rewrite: FetchDataRewrite, name: string): Rewrite {
  if (rewrite.kind === 'ValueSetter') return onObjects((data) => { write(data, name, rewrite.setValueTo); });
  const read = reader(name);
  return onObjects((data) => {
    const value = read(data);
    if (value === undefined) return;
    write(data, rewrite.renameKeyTo, value);
    write(data, name, undefined);
  });
}

function into(schema: GraphQLSchema, step: string, next: Rewrite): Rewrite {
  if (step.startsWith(FRAGMENT)) {
    const condition = step.slice(FRAGMENT.length);
    // A type's name is not always asked for; then there is only one that it can be.
    return onObjects((data) => { if (!data['__typename'] || isOfType(schema, data['__typename'], condition)) next(data); });
  }
  const read = reader(step);
  return onObjects((data) => { next(read(data) as Data); });
}

function onObjects(rewrite: Rewrite): Rewrite {
  const apply = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(apply);
    else if (isObject(value)) rewrite(value);
  };
  return apply;
}
