import { buildSchema, getOperationAST, parse } from 'graphql';
import { costOf, fieldWeights } from './cost.ts';

const schema = buildSchema(`
  type Query { people(first: Int, last: Int, after: String): People! person: Person tags(first: Int): [String!]! all: [Person!]! }
  type People { edges: [Edge!]! nodes: [Person!]! pageInfo: Info! totalCount: Int }
  type Edge { cursor: String! node: Person! }
  type Info { more: Boolean }
  interface Named { name: String }
  type Person implements Named { name: String friends(first: Int): People! parents: [Person!]! photo: String }
`);
const weights = fieldWeights('type Person { parents: [Person!]! @listSize(assumedSize: 2) photo: String @federation__cost(weight: 5) }');
const cost = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return costOf(schema, document, operation, variables, weights);
};

// Expected figures are counted by hand: one for each object, a connection being one itself.
describe('the cost of an operation', () => {
  it.each([
    ['{ person { name } }', 1],
    ['{ __typename person { __typename } }', 1],
    ['{ people(first: 5) { nodes { name } } }', 1 + 5],
    ['{ people(first: 5) { edges { cursor node { name } } pageInfo { more } } }', 1 + 5 * 2 + 1],
    ['{ people(last: 3) { totalCount } }', 1],
    ['{ people(first: 5) { nodes { friends(first: 4) { nodes { name } } } } }', 1 + 5 * (1 + 1 + 4)],
    ['{ all { name } }', 10],
    ['{ all { parents { name } } }', 10 * (1 + 2)],
    ['{ person { photo } }', 1 + 5],
    ['{ a: person { name } b: person { name } }', 2],
    ['{ people(first: 5) { ...P } } fragment P on People { nodes { ... on Named { name } ... on Person { photo } } }', 1 + 5 * (1 + 5)],
  ])('%s', (query, expected) => expect(cost(query).total).toBe(expected));

  it('sees variables, given or by default, and takes the larger of first and last', () => {
    const query = 'query ($n: Int = 7, $m: Int) { people(first: $n, last: $m) { nodes { name } } }';
    expect(cost(query)).toEqual({ total: 8, largestPage: 7 });
    expect(cost(query, { n: 50 })).toEqual({ total: 51, largestPage: 50 });
    expect(cost(query, { n: 50, m: 90 })).toEqual({ total: 91, largestPage: 90 });
    // What is no number is refused later, for what it is.
    expect(cost(query, { n: '50', m: -1 }).largestPage).toBe(0);
    expect(cost('query ($n: Int) { people(first: $n) { nodes { name } } }').total).toBe(1 + 10);
  });
  it('is computed at once for fragments that double', () => {
    const fragments = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Person { ...F${n + 1} ... on Person { ...F${n + 1} } }`).join(' ');
    expect(cost(`{ person { ...F0 } } ${fragments} fragment F60 on Person { photo }`).total).toBe(1 + 5 * 2 ** 60);
  });
});
