import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import type { CommonTypes } from './common.type.ts';

/**
 * The connection and edge types of a list of nodes (Relay, with `nodes` beside). `name` is the node type's name in the graph, or that of the
 * list where one type has several: `DisclosureRequest` gives `DisclosureRequestConnection`. Pass `totalCount` only where counting is
 * cheap and under the viewer's role.
 */
export function makeConnection<T extends object>(common: CommonTypes, name: string, node: () => ClassType<T>, options: { readonly totalCount?: boolean } = {}) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} in a list, with its place (列表项).` })
  class Edge {
    @Field(() => String, { description: 'Its place in the list, opaque (游标).' }) cursor!: string;
    @Field(() => node(), { description: 'The item (内容).' }) node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name} (分页列表).` })
  class Connection {
    @Field(() => [Edge], { description: 'The items of this page with their places (列表项).' }) edges!: Edge[];
    @Field(() => [node()], { description: 'The items of this page (内容).' }) nodes!: T[];
    @Field(() => common.PageInfo, { description: 'Where this page lies (分页信息).' }) pageInfo!: InstanceType<CommonTypes['PageInfo']>;
    totalCount?: number | null;
  }
  if (options.totalCount === true) {
    Field(() => Int, { nullable: true, description: 'How many items the whole list has for this viewer (总数).' })(Connection.prototype, 'totalCount');
  }
  return { Edge, Connection };
}

/** The arguments of a connection, to be checked with `pageArguments`. Abstract: a subgraph uses it as it is, or extends it. */
export function makePageArgs() {
  @ArgsType()
  class PageArgs {
    @Field(() => Int, { nullable: true, description: 'So many from the beginning, or after `after` (前若干项).' }) first?: number | null;
    @Field(() => String, { nullable: true, description: 'Cursor after which the page begins (起始游标).' }) after?: string | null;
    @Field(() => Int, { nullable: true, description: 'So many from the end, or before `before` (后若干项).' }) last?: number | null;
    @Field(() => String, { nullable: true, description: 'Cursor before which the page ends (截止游标).' }) before?: string | null;
  }
  return PageArgs;
}
