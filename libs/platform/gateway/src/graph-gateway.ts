import { ApolloGateway } from '@apollo/gateway';
import type { GatewayConfig } from '@apollo/gateway';
import { isScalarType } from 'graphql';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';

/**
 * Apollo's gateway, whose API schema knows our scalars. It builds that schema from text, where a custom scalar takes
 * anything: a date that doesn't exist would get as far as a subgraph before anybody noticed.
 */
export class GraphGateway extends ApolloGateway {
  constructor(config: GatewayConfig, private readonly scalars: readonly GraphQLScalarType[]) {
    super(config);
  }

  override onSchemaLoadOrUpdate(...[listener]: Parameters<ApolloGateway['onSchemaLoadOrUpdate']>): ReturnType<ApolloGateway['onSchemaLoadOrUpdate']> {
    return super.onSchemaLoadOrUpdate((context) => {
      this.#teach(context.apiSchema);
      listener(context);
    });
  }

  #teach(schema: GraphQLSchema): void {
    for (const scalar of this.scalars) {
      const known = schema.getType(scalar.name);
      if (isScalarType(known)) Object.assign(known, { parseValue: scalar.parseValue.bind(scalar), parseLiteral: scalar.parseLiteral.bind(scalar) });
    }
  }
}
