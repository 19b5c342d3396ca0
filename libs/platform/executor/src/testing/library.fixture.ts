import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@provides", "@requires", "@override", "@inaccessible", "@interfaceObject"])';

/** Five subgraphs that use of federation what there is: interfaces of entities, objects for interfaces, unions, nested, several and composite keys. */
const SUBGRAPHS: Readonly<Record<string, string>> = {
  catalog: `${LINK}
    scalar JSON
    enum Mood { CALM LOUD SECRET @inaccessible }
    type Query {
      products: [Product!]!
      product(id: ID!): Product
      nodes: [Node]
      node: Node
      found(term: String, limit: Int = 3): [Found!]
      grid: [[Book]!]
      shelf: Shelf!
      mood: Mood
      moods: [Mood!]
      json: JSON
      media: [Media!]
      shared: Int @shareable
    }
    type Mutation { addBook(title: String!): Book! removeBook(id: ID!): Removed }
    union Removed = Book | Refusal
    type Refusal { reason: String! hidden: String @inaccessible }
    interface Node { id: ID! }
    interface Media { title: String owner: Maker }
    interface Product @key(fields: "id") { id: ID! name: String! price: Float maker: Maker dimensions: Dimensions }
    type Book implements Product & Node & Media @key(fields: "id") @key(fields: "isbn") {
      id: ID! isbn: String! name: String! price: Float maker: Maker dimensions: Dimensions title: String! owner: Maker pages: Int! mood: Mood
    }
    type Toy implements Product & Node @key(fields: "id") { id: ID! name: String! price: Float maker: Maker dimensions: Dimensions age: Int }
    type Film implements Node & Media @key(fields: "id") { id: ID! title: String owner: Maker length: Float }
    type Secret implements Node & Media @inaccessible { id: ID! title: String owner: Maker }
    type Dimensions @shareable { width: Int! depth: Int }
    type Maker @key(fields: "id country { code }") { id: ID! country: Country! label: String rating: Int }
    type Country @shareable { code: String! }
    type Shelf { books: [Book!]! best: Book! slots: [[Product!]!]! }
    union Found = Book | Toy | Maker | Film
  `,
  reviews: `${LINK}
    type Query { latest(first: Int = 2): [Review!]! shared: Int @shareable }
    type Mutation { review(product: ID!, body: String): Review }
    type Product @key(fields: "id") @interfaceObject { id: ID! reviews(min: Int): [Review!]! score: Int best: Review }
    type Review @key(fields: "id") { id: ID! body: String! author: User @provides(fields: "nickname") product: Product replies: [Review] about: Subject }
    type User @key(fields: "id") { id: ID! nickname: String @external reviews: [Review!] }
    union Subject = User | Review
  `,
  users: `${LINK}
    type Query { me: User users(ids: [ID!]!): [User]! people: [Person!]! }
    interface Person { id: ID! nickname: String friends: [Person] }
    type User implements Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! nickname: String @shareable friends: [Person] boss: User! address: Address }
    type Guest implements Person { id: ID! nickname: String friends: [Person] host: User }
    type Address @shareable { street: String city: City }
    type City @key(fields: "zip") { zip: String! }
  `,
  stock: `${LINK}
    type Query { warehouse: Warehouse }
    type Warehouse { books: [Book]! toys: [Toy!] cities: [City!] }
    type Book @key(fields: "isbn") { isbn: String! pages: Int! @external price: Float @external dimensions: Dimensions @external stock: Int! shipping: String @requires(fields: "price pages") box: String @requires(fields: "dimensions { width depth }") }
    type Toy @key(fields: "id") { id: ID! stock: Int! substitute: Toy }
    type Dimensions @shareable { width: Int! depth: Int }
    type City @key(fields: "zip") { zip: String! name: String! population: Int }
    type User @key(fields: "email") { email: String! basket: [Wanted!] }
    union Wanted = Book | Toy
  `,
  makers: `${LINK}
    type Query { makers: [Maker] city(zip: String!): City }
    type Maker @key(fields: "id country { code }") { id: ID! country: Country! rating: Int @override(from: "catalog") title: String! founder: User staff: [[User!]] }
    type Country @shareable { code: String! }
    type User @key(fields: "id") { id: ID! makes: [Maker!]! summary: String @requires(fields: "nickname") nickname: String @external }
    type City @key(fields: "zip") { zip: String! makers(first: Int): [Maker!] }
  `,
};

/** The composed supergraph. */
export function librarySupergraph(): string {
  const { supergraphSdl, errors } = composeServices(Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], (errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
