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

/** Refuses what asks for too much before it is planned: the planner has no time-out. Tokens are counted while parsing. */
export function limitsPlugin(limits: Limits, weights: FieldWeights): ApolloServerPlugin<GatewayContext> {
  // Parsed documents are kept by the server, so the same operation is measured once.
  const shapes = new WeakMap<OperationDefinitionNode, Shape>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (!operation) throw noSuchOperation();
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
