import { federation } from './testing/federation.fixture.ts';
import type { RunningFederation, SubgraphFixture } from './testing/federation.fixture.ts';

/** What is asked, the data that is due, and whether errors are. */
interface Case {
  readonly query: string;
  readonly data: unknown;
  readonly errors?: true;
  readonly variables?: Record<string, unknown>;
}

type Row = Record<string, unknown>;
const byKey = (rows: readonly Row[], ...keys: string[]) => (reference: Row): Row | null => {
  const row = rows.find((candidate) => keys.some((key) => reference[key] !== undefined && candidate[key] === reference[key]));
  return row ? { ...row, ...reference } : null;
};
const typeOf = (row: { __typename: string }): string => row.__typename;

/** Shapes of federation, each with what a gateway must make of it. */
const SHAPES: Readonly<Record<string, { readonly subgraphs: Readonly<Record<string, SubgraphFixture>>; readonly cases: readonly Case[] }>> = {
  'an entity by another key than the one it was found by': {
    subgraphs: {
      mail: { sdl: 'type Query { staff: Staff } type Staff @key(fields: "id") { id: ID! email: String! }', resolvers: { Query: { staff: () => ({ id: 's1', email: 'a@b' }) } } },
      phone: { sdl: 'type Staff @key(fields: "email") { email: String! @external extension: Int }', resolvers: { Staff: { __resolveReference: ({ email }: Row) => ({ email, extension: String(email).length }) } } },
    },
    cases: [{ query: '{ staff { id extension } }', data: { staff: { id: 's1', extension: 3 } } }],
  },
  'keys with parts, lists in them, and joins through three subgraphs': {
    subgraphs: {
      goods: { sdl: 'type Query { top: List! } type List { goods: [Good!]! @shareable } type Good @key(fields: "id kind") { id: String! kind: String }', resolvers: { Query: { top: () => ({ goods: [{ id: '1', kind: 'a' }, { id: '2', kind: 'b' }] }) } } },
      lists: {
        sdl: 'type List @key(fields: "goods { id kind }") { goods: [Good!]! @shareable first: Good @shareable } type Good @key(fields: "id kind") { id: String! kind: String category: Category @shareable } type Category @key(fields: "id tag") { id: String! tag: String }',
        resolvers: {
          Good: { category: ({ id }: Row) => ({ id: `c${String(id)}`, tag: 't' }) },
          List: { __resolveReference: ({ goods }: { goods: Row[] }) => ({ goods, first: goods[0] }) },
        },
      },
      prices: {
        sdl: 'type List @key(fields: "goods { id kind category { id tag } } first { id }") { goods: [Good!]! @shareable first: Good @shareable size: Int } type Good @key(fields: "id kind category { id tag }") { id: String! kind: String category: Category @shareable price: Float } type Category @key(fields: "id tag") { id: String! tag: String }',
        resolvers: {
          Good: { price: ({ category }: { category: Row }) => (category['id'] === 'c1' ? 1.5 : 2) },
          List: { __resolveReference: (list: { goods: Row[] }) => ({ ...list, size: list.goods.length }) },
        },
      },
    },
    cases: [
      { query: '{ top { goods { id kind category { id tag } price } first { id } } }', data: { top: { goods: [{ id: '1', kind: 'a', category: { id: 'c1', tag: 't' }, price: 1.5 }, { id: '2', kind: 'b', category: { id: 'c2', tag: 't' }, price: 2 }], first: { id: '1' } } } },
    ],
  },
  'what is required of others, which require something themselves': {
    subgraphs: {
      base: { sdl: 'type Query { lamp: Lamp } type Lamp @key(fields: "id") { id: ID! price: Float! watts: Int }', resolvers: { Query: { lamp: () => ({ id: 'l1' }) }, Lamp: { __resolveReference: ({ id }: Row) => ({ id }), price: () => 10, watts: () => 4 } } },
      tax: { sdl: 'type Lamp @key(fields: "id") { id: ID! price: Float! @external taxed: Float @requires(fields: "price") }', resolvers: { Lamp: { taxed: ({ price }: { price: number }) => price * 2 } } },
      shop: { sdl: 'type Lamp @key(fields: "id") { id: ID! taxed: Float @external watts: Int @external isCheap: Boolean @requires(fields: "taxed") label: String @requires(fields: "taxed watts") }', resolvers: { Lamp: { isCheap: ({ taxed }: { taxed: number }) => taxed < 30, label: ({ taxed, watts }: { taxed: number; watts: number }) => `${taxed}/${watts}` } } },
    },
    cases: [
      { query: '{ lamp { isCheap } }', data: { lamp: { isCheap: true } } },
      { query: '{ lamp { label id taxed } }', data: { lamp: { label: '20/4', id: 'l1', taxed: 20 } } },
    ],
  },
  'a field required with arguments, beside the same with others': {
    subgraphs: {
      feed: { sdl: 'type Query { feed: [Post] } type Post @key(fields: "id") { id: ID! } type Remark @key(fields: "id") { id: ID! by: ID text: String }', resolvers: { Query: { feed: () => [{ id: 'p1' }, { id: 'p2' }] }, Remark: { __resolveReference: ({ id }: Row) => ({ id, by: `by-${String(id)}`, text: `text ${String(id)}` }) } } },
      talk: {
        sdl: 'type Post @key(fields: "id") { id: ID! lastAuthor: String @requires(fields: "remarks(limit: 3) { by }") remarks(limit: Int!): [Remark] } type Remark @key(fields: "id") { id: ID! by: ID @external }',
        resolvers: { Post: { lastAuthor: ({ remarks }: { remarks: { by: string }[] }) => remarks[2]?.by, remarks: ({ id }: Row, { limit }: { limit: number }) => [1, 2, 3].slice(0, limit).map((n) => ({ id: `${String(id)}r${n}` })) } },
      },
    },
    cases: [
      { query: '{ feed { lastAuthor } }', data: { feed: [{ lastAuthor: 'by-p1r3' }, { lastAuthor: 'by-p2r3' }] } },
      { query: '{ feed { lastAuthor remarks(limit: 1) { id } } }', data: { feed: ['p1', 'p2'].map((id) => ({ lastAuthor: `by-${id}r3`, remarks: [{ id: `${id}r1` }] })) } },
      { query: 'query ($n: Int = 1) { feed { ...A ...B lastAuthor } } fragment A on Post { remarks(limit: $n) { id } } fragment B on Post { remarks(limit: $n) { text } }', data: { feed: ['p1', 'p2'].map((id) => ({ remarks: [{ id: `${id}r1`, text: `text ${id}r1` }], lastAuthor: `by-${id}r3` })) } },
    ],
  },
  'fragments in what is required': {
    subgraphs: {
      a: { sdl: 'type Query { box: Box } type Box @key(fields: "id") { id: ID! content: Content } interface Content { name: String } type Book implements Content { name: String pages: Int } type Toy implements Content { name: String age: Int }', resolvers: { Query: { box: () => ({ id: 'b1' }) }, Box: { content: () => ({ __typename: 'Toy', name: 'ball', age: 3 }), __resolveReference: ({ id }: Row) => ({ id }) }, Content: { __resolveType: typeOf } } },
      b: {
        sdl: 'type Box @key(fields: "id") { id: ID! content: Content @external label: String @requires(fields: "content { name ... on Book { pages } ... on Toy { age } }") } interface Content { name: String } type Book implements Content { name: String @external pages: Int @external } type Toy implements Content { name: String @external age: Int @external }',
        resolvers: { Box: { label: ({ content }: { content: Row }) => JSON.stringify(content) }, Content: { __resolveType: typeOf } },
      },
    },
    cases: [{ query: '{ box { label } }', data: { box: { label: '{"name":"ball","age":3}' } } }],
  },
  'an interface that another subgraph knows as an object': {
    subgraphs: {
      people: {
        sdl: 'type Query { all: [Person] one: Person } interface Person @key(fields: "id") { id: ID! name: String } type Clerk implements Person @key(fields: "id") { id: ID! name: String desk: Int } type Guest implements Person @key(fields: "id") { id: ID! name: String }',
        resolvers: {
          Query: { all: () => [{ __typename: 'Clerk', id: '1', name: 'A', desk: 9 }, { __typename: 'Guest', id: '2', name: 'B' }], one: () => ({ __typename: 'Clerk', id: '1', name: 'A', desk: 9 }) },
          Person: { __resolveType: typeOf, __resolveReference: ({ id }: Row) => ({ __typename: id === '1' ? 'Clerk' : 'Guest', id, name: id === '1' ? 'A' : 'B', desk: 9 }) },
        },
      },
      scores: { sdl: 'type Query { best: [Person!]! } type Person @key(fields: "id") @interfaceObject { id: ID! score: Int }', resolvers: { Query: { best: () => [{ id: '2', score: 20 }, { id: '1', score: 10 }] }, Person: { __resolveReference: ({ id }: Row) => ({ id, score: Number(id) * 10 }) } } },
    },
    cases: [
      { query: '{ all { id name score ... on Clerk { desk } } }', data: { all: [{ id: '1', name: 'A', score: 10, desk: 9 }, { id: '2', name: 'B', score: 20 }] } },
      { query: '{ best { id score } }', data: { best: [{ id: '2', score: 20 }, { id: '1', score: 10 }] } },
      { query: '{ best { __typename id name ... on Clerk { desk } } }', data: { best: [{ __typename: 'Guest', id: '2', name: 'B' }, { __typename: 'Clerk', id: '1', name: 'A', desk: 9 }] } },
      { query: '{ all { ... on Clerk { score } } }', data: { all: [{ score: 10 }, {}] } },
      { query: '{ best { ... on Guest { score } t: __typename } }', data: { best: [{ score: 20, t: 'Guest' }, { t: 'Clerk' }] } },
    ],
  },
  'a field that no subgraph can reach from there': {
    subgraphs: {
      a: { sdl: 'type Query { a: Thing } interface Thing { id: ID! }', resolvers: { Query: { a: () => ({ id: 't1' }) } } },
      b: { sdl: 'type Query { b: Thing } type Thing @interfaceObject @key(fields: "id") { id: ID! more: String }', resolvers: { Query: { b: () => ({ id: 't1', more: 'x' }) } } },
    },
    cases: [
      { query: '{ b { id more } }', data: { b: { id: 't1', more: 'x' } } },
      { query: '{ a { more } }', data: null, errors: true },
      { query: '{ a { id } }', data: { a: null }, errors: true },
    ],
  },
  'unions and interfaces of which each subgraph knows a part': {
    subgraphs: {
      a: { sdl: 'type Query { found: [Found] shared: Found @shareable node: Node } union Found = Book | Film interface Node { id: ID! } type Book implements Node @key(fields: "id") @shareable { id: ID! title: String! } type Film implements Node @key(fields: "id") { id: ID! title: String }', resolvers: { Query: { found: () => [{ __typename: 'Book', id: 'b', title: 'B' }, { __typename: 'Film', id: 'f', title: 'F' }], shared: () => ({ __typename: 'Book', id: 'b', title: 'B' }), node: () => ({ __typename: 'Film', id: 'f', title: 'F' }) }, Found: { __resolveType: typeOf }, Node: { __resolveType: typeOf } } },
      b: { sdl: 'type Query { shared: Found @shareable songs: [Found] } union Found = Book | Song type Book @key(fields: "id") @shareable { id: ID! title: String! } type Song @key(fields: "id") { id: ID! seconds: Int } type Film @key(fields: "id") { id: ID! stars: Int }', resolvers: { Query: { shared: () => ({ __typename: 'Book', id: 'b', title: 'B' }), songs: () => [{ __typename: 'Song', id: 's', seconds: 3 }] }, Found: { __resolveType: typeOf }, Film: { __resolveReference: ({ id }: Row) => ({ id, stars: 5 }) } } },
    },
    cases: [
      { query: '{ found { __typename ... on Book { title } ... on Film { name: title stars } ... on Song { seconds } } }', data: { found: [{ __typename: 'Book', title: 'B' }, { __typename: 'Film', name: 'F', stars: 5 }] } },
      { query: '{ shared { ... on Book { id title } ... on Song { id } } songs { ... on Song { id seconds } } }', data: { shared: { id: 'b', title: 'B' }, songs: [{ id: 's', seconds: 3 }] } },
      { query: '{ node { id ... on Film { stars } __typename } found { ... on Node { id } } }', data: { node: { id: 'f', stars: 5, __typename: 'Film' }, found: [{ id: 'b' }, { id: 'f' }] } },
    ],
  },
  'an enum and an input of which the graph takes what both subgraphs know': {
    subgraphs: {
      a: { sdl: 'type Query { users: [User] byKind(kind: Kind): [User] byFilter(filter: Filter): Int } type User @key(fields: "id") @shareable { id: ID! kind: Kind } enum Kind { PLAIN HIDDEN @inaccessible } input Filter { first: Int! second: Int }', resolvers: { Query: { users: () => [{ id: '1', kind: 'PLAIN' }, { id: '2', kind: 'HIDDEN' }], byKind: () => [{ id: '1', kind: 'PLAIN' }], byFilter: (_: unknown, { filter }: { filter: { first: number } }) => filter.first } } },
      b: { sdl: 'type Query { usersB: [User] byFilterB(filter: Filter): Int } type User @key(fields: "id") @shareable { id: ID! kind: Kind } enum Kind { PLAIN HIDDEN } input Filter { first: Int! }', resolvers: { Query: { usersB: () => [{ id: '2', kind: 'HIDDEN' }], byFilterB: () => 1 } } },
    },
    cases: [
      { query: '{ users { id kind } usersB { kind } }', data: { users: [{ id: '1', kind: 'PLAIN' }, { id: '2', kind: null }], usersB: [{ kind: null }] } },
      { query: '{ byKind(kind: PLAIN) { id } }', data: { byKind: [{ id: '1' }] } },
      { query: '{ byKind(kind: HIDDEN) { id } }', data: null, errors: true },
      { query: '{ byFilter(filter: { first: 4 }) }', data: { byFilter: 4 } },
      { query: '{ byFilter(filter: { first: 4, second: 5 }) }', data: null, errors: true },
    ],
  },
  'what a subgraph provides on the way, in unions and deep down': {
    subgraphs: {
      a: {
        sdl: 'type Query { media: [Media] @shareable @provides(fields: "... on Book { title }") shelf: Shelf @provides(fields: "parts { book { title } }") } union Media = Book | Film type Book @key(fields: "id") { id: ID! title: String @external } type Film @key(fields: "id") { id: ID! } type Shelf { parts: [Part] } type Part { book: Book }',
        resolvers: { Query: { media: () => [{ __typename: 'Book', id: 'b', title: 'provided' }, { __typename: 'Film', id: 'f' }], shelf: () => ({ parts: [{ book: { id: 'b', title: 'deep' } }] }) }, Media: { __resolveType: typeOf } },
      },
      b: { sdl: 'type Query { b: Int } type Book @key(fields: "id") { id: ID! title: String @shareable } type Film @key(fields: "id") { id: ID! title: String }', resolvers: { Book: { __resolveReference: ({ id }: Row) => ({ id, title: 'own' }) }, Film: { __resolveReference: ({ id }: Row) => ({ id, title: 'own' }) } } },
    },
    cases: [
      { query: '{ shelf { parts { book { title } } } }', data: { shelf: { parts: [{ book: { title: 'deep' } }] } } },
      { query: '{ media { ... on Book { id title } ... on Film { title } } }', data: { media: [{ id: 'b', title: 'provided' }, { title: 'own' }] } },
    ],
  },
  'a field that moved to another subgraph': {
    subgraphs: {
      old: { sdl: 'type Query { post: Post feed: [Entry] } interface Entry { id: ID! created: String } type Post implements Entry @key(fields: "id") { id: ID! created: String } type Photo implements Entry @key(fields: "id") { id: ID! created: String }', resolvers: { Query: { post: () => ({ id: 'p', created: 'old' }), feed: () => [{ __typename: 'Post', id: 'p', created: 'old' }, { __typename: 'Photo', id: 'q', created: 'old' }] }, Entry: { __resolveType: typeOf } } },
      new: { sdl: 'type Post @key(fields: "id") { id: ID! created: String @override(from: "old") }', resolvers: { Post: { __resolveReference: ({ id }: Row) => ({ id, created: 'new' }) } } },
      gone: { sdl: 'type Photo @key(fields: "id") { id: ID! size: Int @override(from: "nowhere") }', resolvers: { Photo: { __resolveReference: ({ id }: Row) => ({ id, size: 3 }) } } },
    },
    cases: [
      { query: '{ post { created } }', data: { post: { created: 'new' } } },
      { query: '{ feed { id created ... on Photo { size } } }', data: { feed: [{ id: 'p', created: 'new' }, { id: 'q', created: 'old', size: 3 }] } },
    ],
  },
  'a root field that several subgraphs answer a part of': {
    subgraphs: {
      name: { sdl: 'type Query { good: Good @shareable goods: [Good] @shareable } type Good @shareable { id: ID! name: Name } type Name { brand: String model: String }', resolvers: { Query: { good: () => ({ id: '1', name: { brand: 'B', model: 'M' } }), goods: () => [{ id: '1', name: { brand: 'B' } }, { id: '2', name: { brand: 'C' } }] } } },
      price: { sdl: 'type Query { good: Good @shareable goods: [Good] @shareable } type Good @shareable { id: ID! price: Price } type Price { amount: Int currency: String }', resolvers: { Query: { good: () => ({ id: '1', price: { amount: 5, currency: 'CNY' } }), goods: () => [{ id: '1', price: { amount: 5 } }, { id: '2', price: { amount: 6 } }] } } },
    },
    cases: [
      { query: '{ good { id name { brand } price { amount } } }', data: { good: { id: '1', name: { brand: 'B' }, price: { amount: 5 } } } },
      { query: '{ goods { name { brand } price { amount } } }', data: { goods: [{ name: { brand: 'B' }, price: { amount: 5 } }, { name: { brand: 'C' }, price: { amount: 6 } }] } },
    ],
  },
  'an entity that one of the subgraphs on the way does not know': {
    subgraphs: {
      a: { sdl: 'type Query { shelves: [Shelf] } type Shelf { book: Book } type Book @key(fields: "upc") { upc: ID! }', resolvers: { Query: { shelves: () => ['1', '2', '3'].map((upc) => ({ book: { upc } })) } } },
      b: { sdl: 'type Book @key(fields: "id") @key(fields: "upc") { id: ID! upc: ID! }', resolvers: { Book: { __resolveReference: ({ upc }: Row) => (upc === '2' ? null : { id: `i${String(upc)}`, upc }) } } },
      c: { sdl: 'type Book @key(fields: "id") { id: ID! author: Author } type Author { name: String! }', resolvers: { Book: { __resolveReference: ({ id }: Row) => ({ id, author: { name: `by ${String(id)}` } }) } } },
    },
    cases: [{ query: '{ shelves { book { upc author { name } } } }', data: { shelves: [{ book: { upc: '1', author: { name: 'by i1' } } }, { book: { upc: '2', author: null } }, { book: { upc: '3', author: { name: 'by i3' } } }] } }],
  },
  'what only the parent of an entity can tell': {
    subgraphs: {
      a: { sdl: 'type Query { goods: [Good] } type Good @key(fields: "id pid") { id: ID! pid: ID! category: Category @shareable } type Category { details: Details @shareable } type Details { goods: Int }', resolvers: { Query: { goods: () => [{ id: 'g1', pid: 'x' }] }, Good: { category: () => ({ details: { goods: 2 } }) } } },
      b: { sdl: 'type Good @key(fields: "id") { id: ID! category: Category @shareable } type Category { id: ID! details: Details @shareable } type Details { count: Int }', resolvers: { Good: { __resolveReference: ({ id }: Row) => ({ id, category: { id: 'c1', details: { count: 7 } } }) } } },
    },
    cases: [{ query: '{ goods { category { id details { goods count } } } }', data: { goods: [{ category: { id: 'c1', details: { goods: 2, count: 7 } } }] } }],
  },
  'an interface that points at itself': {
    subgraphs: {
      a: { sdl: 'type Query { item: Item } interface Item { samePrice: [Item!] } type Book implements Item @key(fields: "id") { id: ID! samePrice: [Book!] }', resolvers: { Query: { item: () => ({ __typename: 'Book', id: '1' }) }, Book: { samePrice: ({ id }: Row) => (id === '1' ? [{ id: '2' }, { id: '3' }] : [{ id: '1' }]), __resolveReference: ({ id }: Row) => ({ id }) }, Item: { __resolveType: typeOf } } },
      b: { sdl: 'type Book @key(fields: "id") { id: ID! price: Float }', resolvers: { Book: { __resolveReference: ({ id }: Row) => ({ id, price: Number(id) * 1.5 }) } } },
    },
    cases: [{ query: '{ item { __typename samePrice { __typename samePrice { ... on Book { id price } } ... on Book { id } } } }', data: { item: { __typename: 'Book', samePrice: [{ __typename: 'Book', samePrice: [{ id: '1', price: 1.5 }], id: '2' }, { __typename: 'Book', samePrice: [{ id: '1', price: 1.5 }], id: '3' }] } } }],
  },
  'subgraphs of the first federation, and fields that are external without need': {
    subgraphs: {
      a: { sdl: '# Federation 1\nextend type Query { users: [User] random: User } type User @extends @key(fields: "id") { id: ID! @external rid: ID name: String! }', resolvers: { Query: { users: () => [{ id: 'u1', rid: 'r', name: 'n' }], random: () => ({ id: 'u1', rid: 'r', name: 'n' }) } } },
      b: { sdl: '# Federation 1\ntype User @key(fields: "id") { id: ID! nickname: String }', resolvers: { User: { __resolveReference: ({ id }: Row) => ({ id, nickname: `nick ${String(id)}` }) } } },
    },
    cases: [{ query: '{ users { id name nickname } random { rid nickname } }', data: { users: [{ id: 'u1', name: 'n', nickname: 'nick u1' }], random: { rid: 'r', nickname: 'nick u1' } } }],
  },
  'types and fields that clients do not know': {
    subgraphs: {
      a: { sdl: 'type Query { users: [User] secret: Int @inaccessible } type User @key(fields: "id") { id: ID friends(kind: Kind = FAMILY @inaccessible): [User!]! kind: Kind } enum Kind { FAMILY FRIEND }', resolvers: { Query: { users: () => [{ id: 'u1', kind: 'FRIEND' }] }, User: { friends: (_: unknown, { kind }: { kind: string }) => (kind === 'FAMILY' ? [{ id: 'u2' }] : []) } } },
    },
    cases: [
      { query: '{ users { id kind friends { id } } }', data: { users: [{ id: 'u1', kind: 'FRIEND', friends: [{ id: 'u2' }] }] } },
      { query: '{ users { friends(kind: FRIEND) { id } } }', data: null, errors: true },
      { query: '{ secret }', data: null, errors: true },
      { query: '{ __type(name: "Query") { fields { name } } }', data: { __type: { fields: [{ name: 'users' }] } } },
    ],
  },
  'conditions on what is required and joined': {
    subgraphs: {
      a: { sdl: 'type Query { good: Good } type Good @key(fields: "id") { id: ID! price: Float }', resolvers: { Query: { good: () => ({ id: 'g', price: 5 }) }, Good: { __resolveReference: ({ id }: Row) => ({ id, price: 5 }) } } },
      b: { sdl: 'type Good @key(fields: "id") { id: ID! price: Float @external isExpensive: Boolean @requires(fields: "price") }', resolvers: { Good: { isExpensive: ({ price }: { price?: number }) => { if (price === undefined) throw new Error('no price'); return price > 3; } } } },
      c: { sdl: 'type Good @key(fields: "id") { id: ID! isExpensive: Boolean @external include: Boolean @requires(fields: "isExpensive") skip: Boolean @requires(fields: "isExpensive") never: Boolean @requires(fields: "isExpensive") }', resolvers: { Good: { include: ({ isExpensive }: Row) => isExpensive, skip: ({ isExpensive }: Row) => isExpensive, never: () => { throw new Error('asked for what is left out'); } } } },
    },
    cases: [
      { query: 'query ($yes: Boolean = true) { good { price include @include(if: $yes) never @skip(if: $yes) } }', data: { good: { price: 5, include: true } } },
      { query: 'query ($no: Boolean = false) { good { skip @skip(if: $no) never @include(if: $no) } }', data: { good: { skip: true } } },
      { query: 'query ($no: Boolean = false) { good { ... @include(if: $no) { never } price @skip(if: $no) } }', data: { good: { price: 5 } } },
    ],
  },
  'mutations, in the order asked and joined': {
    subgraphs: {
      a: (() => { let sum = 0; return { sdl: 'type Query { good(id: ID!): Good } type Mutation { add(by: Int!): Int! addGood(input: NewGood!): Good! reset: Int } input NewGood { name: String! price: Float! } type Good @key(fields: "id") { id: ID! name: String! price: Float! }', resolvers: { Mutation: { add: async (_: unknown, { by }: { by: number }) => { const before = sum; await new Promise((resolve) => setTimeout(resolve, 5)); sum = before + by; return sum; }, reset: () => { const last = sum; sum = 0; return last; }, addGood: (_: unknown, { input }: { input: Row }) => ({ id: 'g9', ...input }) }, Good: { __resolveReference: ({ id }: Row) => ({ id, name: 'n', price: 600 }) } } }; })(),
      b: { sdl: 'type Mutation { multiply(by: Int!): Int } type Query { b: Int } type Good @key(fields: "id") { id: ID! price: Float! @external isExpensive: Boolean! @requires(fields: "price") isAvailable: Boolean! }', resolvers: { Mutation: { multiply: (_: unknown, { by }: { by: number }) => by * 2 }, Good: { isExpensive: ({ price }: { price: number }) => price > 500, isAvailable: () => true } } },
    },
    cases: [
      { query: 'mutation { five: add(by: 5) two: multiply(by: 1) seven: add(by: 2) last: reset }', data: { five: 5, two: 2, seven: 7, last: 7 } },
      { query: 'mutation { addGood(input: { name: "new", price: 599.5 }) { name price isExpensive isAvailable } }', data: { addGood: { name: 'new', price: 599.5, isExpensive: true, isAvailable: true } } },
    ],
  },
  'names of types, of the roots too': {
    subgraphs: {
      a: { sdl: 'schema { query: RootQuery } type RootQuery { union: Item interface: Node } union Item = Oven | Toaster interface Node { id: ID! } type Oven implements Node @key(fields: "id") { id: ID! } type Toaster implements Node @key(fields: "id") { id: ID! }', resolvers: { RootQuery: { union: () => ({ __typename: 'Oven', id: '1' }), interface: () => ({ __typename: 'Toaster', id: '2' }) }, Item: { __resolveType: typeOf }, Node: { __resolveType: typeOf } } },
      b: { sdl: 'type Query { b: Int } type Oven @key(fields: "id") { id: ID! warranty: Int }', resolvers: { Query: { b: () => 1 }, Oven: { __resolveReference: byKey([{ id: '1', warranty: 2 }], 'id') } } },
    },
    cases: [{ query: '{ __typename union { __typename typename: __typename ... on Oven { warranty } } interface { n: __typename id } b }', data: { __typename: 'Query', union: { __typename: 'Oven', typename: 'Oven', warranty: 2 }, interface: { n: 'Toaster', id: '2' }, b: 1 } }],
  },
};

describe.each(Object.entries(SHAPES))('%s', (_name, { subgraphs, cases }) => {
  let running: RunningFederation | undefined;
  beforeAll(async () => { running = await federation(subgraphs); });
  afterAll(() => running?.close());

  it.each(cases.map((one) => [one.query, one] as const))('%s', async (_query, { query, data, errors, variables }) => {
    const answer = await (running as RunningFederation).ask(query, variables);
    expect({ data: answer.data ?? null, errors: answer.errors && answer.errors.length > 0 ? answer.errors : false }).toEqual({ data, errors: errors ? expect.anything() : false });
  });
});

describe('the bare gateway itself', () => {
  let running: RunningFederation | undefined;
  const slow = { sdl: 'type Query { quick: Int slow: Int }', resolvers: { Query: { quick: () => 1, slow: () => new Promise((resolve) => { setTimeout(resolve, 10_000).unref(); }) } } };
  const other = { sdl: 'type Query { other(id: ID): Int }', resolvers: { Query: { other: () => 2 } } };
  beforeAll(async () => { running = await federation({ slow, other }); });
  afterAll(() => running?.close());
  const address = (): string => `${(running as RunningFederation).address}/graphql`;
  const post = async (body: string) => { const response = await fetch(address(), { method: 'POST', headers: { 'content-type': 'application/json' }, body }); return [response.status, await response.json()] as const; };

  it('waits so long for a subgraph, and gives what the others gave', async () => {
    const answer = await (running as RunningFederation).ask('{ slow other }');
    expect(answer.data).toEqual({ slow: null, other: 2 });
    expect(answer.errors).toEqual([{ message: expect.stringContaining('slow does not answer'), extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'slow' } }]);
  });
  it('answers a request that it can not read with JSON as well', async () => {
    expect(await post('{')).toEqual([400, { errors: [{ message: expect.any(String) }] }]);
    expect(await post('{"variables":{}}')).toEqual([400, { errors: [{ message: 'the request has no query' }] }]);
    expect(await post('{"query":"{"}')).toEqual([200, { errors: [expect.objectContaining({ message: expect.stringContaining('Syntax Error') })] }]);
    expect((await fetch(address())).status).toBe(405);
  });
  it('takes one operation of several, and variables', async () => {
    expect(await post(JSON.stringify({ query: 'query A { quick } query B($id: ID) { other(id: $id) }', operationName: 'B', variables: { id: 'x' } }))).toEqual([200, { data: { other: 2 } }]);
    expect((running as RunningFederation).sent.at(-1)).toMatchObject({ subgraph: 'other', variables: { id: 'x' } });
  });
});
