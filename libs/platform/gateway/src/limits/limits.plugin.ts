import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../gateway-context.ts';
import { costOf } from './cost.ts';
import type { FieldWeights } from './cost.ts';
import { limitExceeded } from './limits.ts';
import type { Limits } from './limits.ts';
import { shapeOf } from './shape.ts';
import type { Shape } from './shape.ts';

/** The gateway would call this a fault of its own. */
function noSuchOperation(): GraphQLError {
  return new GraphQLError('请以 operationName 指明要执行的操作。', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}

/** A NUL, however it is written: no database holds one, so nothing can be found by it. Mutations say of each text what is wrong with it. */
function nulCharacter(): GraphQLError {
  return new GraphQLError('查询条件中不得含有空字符（U+0000）。', { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
const NUL_ESCAPE = /\\u(?:0000|\{0+\})/;
function holdsNul(variables: unknown): boolean {
  const left = [variables];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && value.includes('\0')) return true;
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) left.push(inner);
  }
  return false;
}

/** Refuses what asks for too much before it is planned: the planner has no time-out. Tokens are counted while parsing. */
export function limitsPlugin(limits: Limits, weights: FieldWeights): ApolloServerPlugin<GatewayContext> {
  // Parsed documents are kept by the server, so the same operation is measured once.
  const shapes = new WeakMap<OperationDefinitionNode, Shape>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (!operation) throw noSuchOperation();
          if (operation.operation === 'query' && (NUL_ESCAPE.test(request.query ?? '') || holdsNul(request.variables))) throw nulCharacter();
          const shape = shapes.get(operation) ?? shapeOf(document, operation);
          shapes.set(operation, shape);
          for (const name of ['depth', 'aliases', 'rootFields', 'directives'] as const) if (shape[name] > limits[name]) throw limitExceeded(name, limits[name]);
          const cost = costOf(schema, document, operation, request.variables ?? {}, weights);
          if (cost.largestPage > limits.page) throw limitExceeded('page', limits.page);
          if (cost.total > limits.cost) throw limitExceeded('cost', limits.cost);
        },
      };
    },
  };
}
