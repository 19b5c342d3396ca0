import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { UnfitAnswer } from './errors.ts';
import { compileFetch } from './fetch.ts';
import type { Step } from './fetch.ts';
import { reader } from './names.ts';

type Path = readonly (string | number)[];

/** A plan as one function. Throws for what the executor does not do: @defer and subscriptions. */
export function compilePlan<C>(schema: GraphQLSchema, plan: QueryPlan, defaults: Readonly<Record<string, unknown>>): Step<C> {
  const { node } = plan;
  if (!node) return () => undefined;
  if (node.kind === 'Subscription') throw new Error('subscriptions are not offered');
  return compileNode(schema, node, [], defaults);
}

function compileNode<C>(schema: GraphQLSchema, node: PlanNode, path: Path, defaults: Readonly<Record<string, unknown>>): Step<C> {
  const compile = (child: PlanNode): Step<C> => compileNode(schema, child, path, defaults);
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(schema, node, path);
    case 'Flatten':
      return compileNode(schema, node.node, [...path, ...node.path], defaults);
    case 'Sequence':
      return sequence(node.nodes.map(compile));
    case 'Parallel': {
      const steps = node.nodes.map(compile);
      return async (run) => { await Promise.all(steps.map(async (step) => step(run))); };
    }
    case 'Condition':
      return condition(node.condition, node.ifClause && compile(node.ifClause), node.elseClause && compile(node.elseClause), defaults);
    case 'Defer':
      throw new Error('@defer is not offered');
  }
}

function sequence<C>(steps: readonly Step<C>[]): Step<C> {
  return async (run) => { for (const step of steps) await step(run); };
}

function condition<C>(variable: string, met: Step<C> | undefined, unmet: Step<C> | undefined, defaults: Readonly<Record<string, unknown>>): Step<C> {
  const read = reader(variable);
  return (run) => {
    const given = read(run.variables);
    const value = given === undefined ? read(defaults) : given;
    if (typeof value !== 'boolean') throw new UnfitAnswer(`variable $${variable} is no boolean`);
    return (value ? met : unmet)?.(run);
  };
}
