import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakingChanges } from './check.ts';
import { API_FILE, graphFiles, SUPERGRAPH_FILE } from './compose.ts';
import { emitAndCompose } from './emit-and-compose.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])';
const directory = (fields = 'name: String!'): { name: string; sdl: string } => ({ name: 'directory', sdl: `${LINK}\ntype Query { division(id: ID!): Division }\ntype Division @key(fields: "id") { id: ID! ${fields} }` });
const publication = { name: 'publication', sdl: `${LINK}\ntype Query { disclosures: [Disclosure!]! }\ntype Disclosure { title: String! division: Division hidden: Int @inaccessible }\ntype Division @key(fields: "id", resolvable: false) { id: ID! }` };

describe('the schema command', () => {
  let root: string;
  let said: string[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'schema-'));
    said = [];
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const run = (subgraphs = [directory(), publication], options: { check?: boolean; allowBreaking?: boolean } = {}) => {
    said = [];
    return emitAndCompose({ root, subgraphs, check: options.check ?? false, allowBreaking: options.allowBreaking ?? false, say: (line) => said.push(line) });
  };
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');

  it('writes the subgraphs, the supergraph and the API that clients see, the same whatever the order', async () => {
    expect(await run()).toBe(0);
    expect(read('libs/directory/subgraph/schema.graphql')).toContain('type Division @key(fields: "id")');
    expect(read(SUPERGRAPH_FILE)).toContain('@join__type(graph: PUBLICATION');
    expect(read(API_FILE)).toContain('title: String!');
    expect(read(API_FILE)).not.toMatch(/hidden|_entities|@join/);
    expect(await run([publication, directory()], { check: true })).toBe(0);
    expect(said).toEqual([]);
  });
  it('fails its check before anything is checked in, and names each stale file', async () => {
    expect(await run(undefined, { check: true })).toBe(1);
    expect(said.filter((line) => line.startsWith('stale: '))).toHaveLength(4);
    await run();
    writeFileSync(join(root, SUPERGRAPH_FILE), `${read(SUPERGRAPH_FILE)}# by hand\n`);
    expect(await run(undefined, { check: true })).toBe(1);
    expect(said[0]).toBe(`stale: ${SUPERGRAPH_FILE}`);
  });
  it('an addition is stale and breaks nothing', async () => {
    await run();
    const added = [directory('name: String! shortName: String'), publication];
    expect(await run(added, { check: true })).toBe(1);
    expect(said.join('\n')).not.toContain('breaking');
    expect(await run(added)).toBe(0);
    expect(await run(added, { check: true })).toBe(0);
  });
  it('names what breaks, writes nothing then, and lets it pass when told', async () => {
    await run();
    const before = read(API_FILE);
    const broken = [directory('name: Int!'), publication];
    expect(await run(broken, { check: true })).toBe(1);
    expect(said).toContainEqual(expect.stringMatching(/^breaking: Division\.name: .*String!.*Int!/));
    expect(await run(broken)).toBe(1);
    expect(read(API_FILE)).toBe(before);
    expect(await run(broken, { allowBreaking: true })).toBe(0);
    expect(said).toContainEqual(expect.stringContaining('breaking: Division.name'));
    expect(await run(broken, { check: true })).toBe(0);
  });
  it('says why subgraphs do not fit together', async () => {
    expect(await run([directory(), { name: 'review', sdl: `${LINK}\ntype Query { x: Int }\ntype Division @key(fields: "id") { id: ID! name: Int! }` }])).toBe(1);
    expect(said.join('\n')).toMatch(/do not compose[\s\S]*Division\.name/);
  });
});

describe('breaking changes', () => {
  const api = (division: string): string => `type Query { division(id: ID!): Division } type Division { ${division} }`;
  it.each([
    ['a field taken away', 'id: ID! name: String!', 'id: ID!'],
    ['a field that may now be null', 'id: ID! name: String!', 'id: ID! name: String'],
    ['a new argument that must be given', 'id: ID! name: String', 'id: ID! name(locale: String!): String'],
  ])('%s', async (_what, before, after) => expect(await breakingChanges(api(before), api(after))).toHaveLength(1));
  it.each([
    ['a deprecated field taken away', 'id: ID! name: String! @deprecated(reason: "Use title.")', 'id: ID!'],
    ['an argument that may be given', 'id: ID! name: String', 'id: ID! name(locale: String): String'],
    ['a description', 'id: ID!', '"内码" id: ID!'],
  ])('not %s', async (_what, before, after) => expect(await breakingChanges(api(before), api(after))).toEqual([]));
  it('what is inaccessible is no part of the API', () => expect(graphFiles([directory(), publication]).get(API_FILE)).not.toContain('hidden'));
});
