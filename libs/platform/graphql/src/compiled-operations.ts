import { execute, getOperationAST, parse } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { inputDefaults } from './input-defaults.ts';

/** An operation of one schema, ready to run. */
export interface CompiledOperation {
  readonly isMutation: boolean;
  run(context: unknown, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult> | ExecutionResult;
}

/**
 * Operations of one schema, compiled once each and kept, the least recently used leaving first. They come from the query
 * planner, which makes only valid ones, so they are not validated again. What graphql-jit can't compile runs on graphql-js.
 * Compiled code awaits what a resolver returns, not what is found in a property: hand out no object with promises in it.
 */
export class CompiledOperations {
  readonly #operations = new Map<string, CompiledOperation>();

  constructor(readonly schema: GraphQLSchema, readonly capacity = 1_000) {}

  /** How many are kept now. */
  get size(): number {
    return this.#operations.size;
  }

  /** The compiled form; `document` spares the parsing where the caller has it. Throws the GraphQLError of a text that can't be parsed. */
  get(query: string, operationName?: string, document?: DocumentNode): CompiledOperation {
    const key = operationName === undefined ? query : `${operationName}\n${query}`;
    const known = this.#operations.get(key);
    if (known) {
      this.#operations.delete(key);
      this.#operations.set(key, known);
      return known;
    }
    const compiled = this.#compile(document ?? parse(query, { noLocation: true }), operationName);
    this.#operations.set(key, compiled);
    if (this.#operations.size > this.capacity) this.#operations.delete(this.#operations.keys().next().value as string);
    return compiled;
  }

  #compile(document: DocumentNode, operationName: string | undefined): CompiledOperation {
    const { schema } = this;
    const isMutation = getOperationAST(document, operationName)?.operation === 'mutation';
    const compiled = compileQuery(schema, document, operationName, { useExperimentalPathBasedSkipInclude: true });
    if (isCompiledQuery(compiled)) {
      const complete = inputDefaults(schema, document, operationName);
      return { isMutation, run: (context, variables) => compiled.query(undefined, context, (complete ? complete(variables) : variables)) };
    }
    return {
      isMutation,
      run: (contextValue, variableValues) => execute({ schema, document, contextValue, variableValues, operationName: operationName ?? null }),
    };
  }
}
