import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createExecutor } from '../executor.ts';
import type { Executor, SubgraphRequest } from '../executor.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@inaccessible"])';

/** Notes of one subgraph, and people of another, whom they point at. */
export function notesSupergraph(): string {
  const { supergraphSdl, errors } = composeServices([
    { name: 'notes', url: 'http://notes.invalid', typeDefs: parse(`${LINK}
      type Query { notes(first: Int): [Note!]! note(id: ID, like: Filter): Note things: [Thing] grid: [[Note!]!] states: [State] count: Int! any: JSON hidden: Named }
      type Mutation { add(text: String): Note clear: Int }
      input Filter { text: String! }
      scalar JSON
      enum State { OPEN SHUT HIDDEN @inaccessible }
      union Thing = Note | Person
      interface Named { id: ID! }
      type Secret implements Named @inaccessible { id: ID! }
      type Visible implements Named { id: ID! }
      type Note @key(fields: "id") { id: ID! text: String! author: Person related: [Note] }
      type Person @key(fields: "id") { id: ID! }`) },
    { name: 'people', url: 'http://people.invalid', typeDefs: parse(`${LINK}
      type Query { people(first: Int): [Person] }
      type Mutation { rename(id: ID!, name: String!): Person }
      type Note @key(fields: "id") { id: ID! text: String! @external length: Int @requires(fields: "text") }
      type Person @key(fields: "id") { id: ID! name: String! age(unit: String): Int friends: [Person!] home: Home }
      type Home { city: String street: String }`) },
  ]);
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? []);
  return supergraphSdl;
}

export interface Sent extends SubgraphRequest {
  readonly service: string;
}

/** What a subgraph answers: an answer, or one for each request. It may hold more than was asked. */
export type Answers = Readonly<Record<string, ((request: SubgraphRequest) => ExecutionResult | Promise<ExecutionResult>) | ExecutionResult>>;

export interface NotesFixture {
  readonly executor: Executor<unknown>;
  readonly sent: Sent[];
  run(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

let sdl: string | undefined;

/** The executor over subgraphs that answer as they are told. */
export function notes(answers: Answers): NotesFixture {
  sdl ??= notesSupergraph();
  const sent: Sent[] = [];
  const executor = createExecutor<unknown>({
    supergraphSdl: sdl,
    fetch: async (service, request) => {
      sent.push({ ...request, service });
      const answer = answers[service];
      if (!answer) throw new Error(`${service} is down`);
      return structuredClone(typeof answer === 'function' ? await answer(request) : answer);
    },
  });
  return { executor, sent, run: (query, variables) => executor.execute({ document: parse(query), variables, context: undefined }) };
}

/** `_entities` for people: each by its id, as told. */
export const people = (byId: (id: string) => unknown, errors?: ExecutionResult['errors']) => ({ variables }: SubgraphRequest): ExecutionResult =>
  ({ data: { _entities: (variables['representations'] as { id: string }[]).map(({ id }) => byId(id)) }, ...(errors ? { errors } : {}) });
