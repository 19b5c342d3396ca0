import { QueryPlanner } from '@apollo/query-planner';
import { jest } from '@jest/globals';
import { GraphQLError, parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createExecutor } from './executor.ts';
import { notes, notesSupergraph, people } from './testing/notes.fixture.ts';

const note = (id: string, author: string | null, more: object = {}) => ({ __typename: 'Note', id, text: `text ${id}`, author: author === null ? null : { __typename: 'Person', id: author }, ...more });
const named = (id: string) => ({ __typename: 'Person', id, name: `name ${id}`, age: 7 });
const told = ({ errors }: ExecutionResult) => errors?.map(({ message, path, extensions }) => ({ message, path, code: extensions?.['code'], service: extensions?.['serviceName'] }));
const unfit = ({ extensions }: ExecutionResult) => (extensions?.['valueCompletion'] as GraphQLError[] | undefined)?.map(({ message, path }) => [message, path]);
const failing = (index: number, ...rest: (string | number)[]) => [{ message: 'no', path: ['_entities', index, ...rest], extensions: { code: 'NOPE' } }] as unknown as GraphQLError[];

describe('entities', () => {
  const THREE = { data: { notes: [note('1', 'a'), note('2', 'b'), note('3', 'a')] } };
  const JOIN = '{ notes { id author { name home { city } } } }';

  it('are asked for once each, and given to all that point at them', async () => {
    const { run, sent } = notes({ notes: THREE, people: people((id) => ({ name: `name ${id}`, home: { city: id } })) });
    expect(await run(JOIN)).toEqual({ data: { notes: ['a', 'b', 'a'].map((id, n) => ({ id: String(n + 1), author: { name: `name ${id}`, home: { city: id } } })) } });
    expect(sent[1]?.variables['representations']).toEqual([{ __typename: 'Person', id: 'a' }, { __typename: 'Person', id: 'b' }]);
  });

  it('are told of as failed at each place where they are', async () => {
    const { run } = notes({ notes: THREE, people: people((id) => (id === 'a' ? { name: 'x', home: null } : null), failing(0, 'home', 'city')) });
    expect(told(await run(JOIN))).toEqual([0, 2].map((index) => ({ message: 'no', path: ['notes', index, 'author', 'home', 'city'], code: 'NOPE', service: 'people' })));
  });

  it('are counted right where others in the list are not asked for', async () => {
    const things = [null, note('1', null), { __typename: 'Person', id: 'a' }, note('2', null), { __typename: 'Person', id: 'b' }];
    const { run } = notes({ notes: { data: { things } }, people: people((id) => (id === 'a' ? named(id) : null), failing(1, 'name')) });
    const answer = await run('{ things { ... on Person { name } ... on Note { id } } }');
    expect(told(answer)?.[0]?.path).toEqual(['things', 4, 'name']);
    expect(answer.data).toEqual({ things: [null, { id: '1' }, { name: 'name a' }, { id: '2' }, null] });
  });

  it('that are the same share no object of the answer: one may get what the other does not', async () => {
    let friendsAsked = 0;
    const { run } = notes({
      notes: { data: { notes: [note('1', 'a'), note('2', 'a')] } },
      people: ({ variables }) => ({ data: { _entities: (variables['representations'] as unknown[]).map(() => ({ name: 'x', friends: [{ id: 'f', __typename: 'Person' }], home: { city: `c${friendsAsked++}` } })) } }),
    });
    const { data } = await run('{ notes { author { home { city } friends { id } } } }');
    const authors = (data as { notes: { author: { home: object; friends: object[] } }[] }).notes.map(({ author }) => author);
    expect(authors[0]).toEqual(authors[1]);
    expect(authors[0]?.home).not.toBe(authors[1]?.home);
  });

  it('get what they require, as it was fetched', async () => {
    const { run, sent } = notes({ notes: THREE, people: people((id) => ({ length: Number(id) })) });
    expect((await run('{ notes { length } }')).data).toEqual({ notes: [{ length: 1 }, { length: 2 }, { length: 3 }] });
    expect(sent[1]?.variables['representations']).toEqual(['1', '2', '3'].map((id) => ({ __typename: 'Note', id, text: `text ${id}` })));
  });

  it('that lack what is required are not asked for', async () => {
    const { run, sent } = notes({ notes: { data: { notes: [note('1', null), { __typename: 'Note', id: '2' }] } }, people: people(() => ({ length: 1 })) });
    expect((await run('{ notes { length } }')).data).toEqual({ notes: [{ length: 1 }, { length: null }] });
    expect(sent[1]?.variables['representations']).toHaveLength(1);
  });

  it.each([
    ['too few', { _entities: [null] }, 'gave 1 entities for 2'],
    ['no list', { _entities: {} }, 'gave no list'],
  ])('are refused where a subgraph gives %s', async (_what, data, message) => {
    const { run } = notes({ notes: THREE, people: { data } });
    const answer = await run('{ notes { author { age } } }');
    expect(answer.errors?.[0]?.message).toContain(message);
    expect(answer.data).toEqual({ notes: [{ author: { age: null } }, { author: { age: null } }, { author: { age: null } }] });
  });
});

describe('a subgraph that fails', () => {
  it('takes nothing from what the others give', async () => {
    const { run } = notes({ notes: { data: { count: 3, notes: [note('1', 'a')] } } });
    const answer = await run('{ count notes { text author { id name } } people { name } }');
    expect(answer.data).toEqual({ count: 3, notes: [{ text: 'text 1', author: null }], people: null });
    expect(answer.errors?.map(({ message }) => message)).toEqual(['people is down', 'people is down']);
    // What could not be completed follows from the errors, and is not told again.
    expect(answer.extensions).toBeUndefined();
  });
  it('leaves null where there must be a value, as far up as the types demand', async () => {
    const { run } = notes({ people: { data: { people: [] } } });
    expect(await run('{ count people { name } }')).toMatchObject({ data: null });
    expect(await run('{ note { text } people { name } }')).toMatchObject({ data: { note: null, people: [] } });
  });
  it('is told with a code and a message even where it gives none', async () => {
    const { run } = notes({ notes: { data: null, errors: [{ message: '', path: ['note'] }] as unknown as GraphQLError[] } });
    expect(told(await run('{ note { id } }'))).toEqual([{ message: 'Error while fetching subquery from service "notes"', path: ['note'], code: 'DOWNSTREAM_SERVICE_ERROR', service: 'notes' }]);
  });
});

describe('the answer', () => {
  it('has what was asked, in the order asked, whatever subgraphs gave', async () => {
    const { run } = notes({ notes: { data: { count: 1, z: [note('1', 'a', { x: 'text 1' })] } }, people: people(named) });
    const { data } = await run('query ($no: Boolean = false) { count @include(if: $no) z: notes { ...T author { age } } count ... { z: notes { x: text __typename author { name } } } } fragment T on Note { t: __typename }');
    expect(JSON.stringify(data)).toBe('{"z":[{"t":"Note","author":{"age":7,"name":"name a"},"x":"text 1","__typename":"Note"}],"count":1}');
  });

  it('follows @skip and @include for each set of values', async () => {
    const { run, executor } = notes({ notes: { data: { count: 1, note: note('1', null) } } });
    const document = parse('query ($a: Boolean!, $b: Boolean! = true) { count @skip(if: $a) note @include(if: $b) { id @skip(if: $a) text } }');
    const given = async (variables: Record<string, unknown>) => (await executor.execute({ document, variables, context: undefined })).data;
    for (let round = 0; round < 2; round += 1) {
      expect(await given({ a: true })).toEqual({ note: { text: 'text 1' } });
      expect(await given({ a: false, b: true })).toEqual({ count: 1, note: { id: '1', text: 'text 1' } });
      expect(await given({ a: false, b: false })).toEqual({ count: 1 });
      expect(await given({ a: true, b: false })).toEqual({});
    }
    expect((await run('{ count @skip(if: true) }')).data).toEqual({});
  });

  it('is null where a value fits no type, and says so where nothing else went wrong', async () => {
    const { run } = notes({ notes: { data: { states: ['OPEN', 'HIDDEN', 'NEVER', null], grid: [[note('1', null), null], null, []], any: { a: [1, null] }, hidden: { __typename: 'Secret', id: 's' } } } });
    const answer = await run('{ states any hidden { id } }');
    expect(answer.data).toEqual({ states: ['OPEN', null, null, null], any: { a: [1, null] }, hidden: null });
    expect(unfit(answer)).toEqual([
      ['Invalid value found for array element of type State at index 1.', ['states', 1]],
      ['Invalid value found for array element of type State at index 2.', ['states', 2]],
      ['Invalid __typename found for object at field Query.hidden.', ['hidden']],
    ]);
    const grid = await run('{ grid { id } }');
    expect(grid.data).toEqual({ grid: null });
    expect(unfit(grid)).toEqual([['Cannot return null for non-nullable array element of type Note at index 1.', ['grid', 0, 1]], ['Cannot return null for non-nullable array element of type [Note!] at index 1.', ['grid', 1]]]);
  });

  it('is none where a subgraph answers no list for a list', async () => {
    const { run } = notes({ notes: { data: { states: 'OPEN' } } });
    expect(await run('{ states }')).toMatchObject({ errors: [{ message: expect.stringContaining('Query.states') }] });
  });

  it('holds lists of lists', async () => {
    const { run } = notes({ notes: { data: { grid: [[note('1', 'a'), note('2', 'b')], [], [note('3', 'a')]] } }, people: people(named) });
    expect((await run('{ grid { author { name } } }')).data).toEqual({ grid: [[{ author: { name: 'name a' } }, { author: { name: 'name b' } }], [], [{ author: { name: 'name a' } }]] });
  });

  it('keeps names that every object inherits apart, and lets nothing in through them', async () => {
    const evil = { any: JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}') as unknown };
    const answered = JSON.parse('{"__typename": "Note", "id": "1", "__proto__": "the text", "constructor": "the id", "toString": "Note", "hasOwnProperty": {"__typename": "Person", "id": "a"}}') as object;
    const { run } = notes({
      notes: ({ query }) => ({ data: { notes: [answered], ...(query.includes('any') ? evil : {}) } }),
      people: people(() => JSON.parse('{"then": "a name", "valueOf": 7, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}')),
    });
    const { data } = await run('{ notes { __proto__: text constructor: id toString: __typename hasOwnProperty: author { then: name valueOf: age } } any }');
    expect(JSON.stringify(data)).toBe('{"notes":[{"__proto__":"the text","constructor":"the id","toString":"Note","hasOwnProperty":{"then":"a name","valueOf":7}}],"any":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((Object as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
    // A name that nobody has is null, not what objects inherit.
    expect((await notes({ notes: { data: { note: { id: '1' } } } }).run('{ note { id toString: author { id } } }')).data).toEqual({ note: { id: '1', toString: null } });
  });
});

describe('names that the planner needs for itself', () => {
  it('may be aliases for something else: neither the join nor the answer takes one for the other', async () => {
    const answerNotes = ({ query }: { query: string }): ExecutionResult => {
      const alias = /(\w+):\s*text/.exec(query)?.[1] ?? 'none';
      return { data: { notes: [{ __typename: 'Note', id: '1', [alias]: 'the text', text: 'required', author: { __typename: 'Person', id: 'a' } }] } };
    };
    const { run } = notes({ notes: answerNotes, people: people((id) => ({ ...named(id), length: id.length })) });
    expect((await run('{ notes { id: text length author { name } } }')).data).toEqual({ notes: [{ id: 'the text', length: 1, author: { name: 'name a' } }] });
  });
  it('are the client’s again in the paths of errors', async () => {
    const { run } = notes({ notes: ({ query }) => ({ data: { note: null }, errors: [{ message: 'no', path: ['note', /(\w+):\s*author/.exec(query)?.[1] ?? 'id', 'id'] }] as unknown as GraphQLError[] }) });
    expect((await run('{ note { id: author { id } } }')).errors?.[0]?.path).toEqual(['note', 'id', 'id']);
  });
});

describe('what is sent', () => {
  it('is each fetch’s own variables alone, and the parsed operation, the same each time', async () => {
    const { executor, sent } = notes({ notes: { data: { notes: [note('1', 'a')] } }, people: people(named) });
    const document = parse('query ($n: Int, $unit: String = "y", $gone: Int) { notes(first: $n) { author { age(unit: $unit) } } people(first: $gone) { name } }');
    for (let n = 0; n < 2; n += 1) await executor.execute({ document, variables: { n: 3, other: 1 }, context: undefined });
    const [first, second, third] = sent;
    expect([first, second, third].map((request) => [request?.service, Object.keys(request?.variables ?? {})])).toEqual(expect.arrayContaining([['notes', ['n']], ['people', []], ['people', ['representations']]]));
    const again = sent.slice(3).find(({ query }) => query === first?.query);
    expect(again?.document).toBe(first?.document);
  });
  it('is nothing where variables do not fit', async () => {
    const { run, sent } = notes({ notes: { data: {} } });
    expect((await run('query ($n: Int!) { notes(first: $n) { id } }', { n: 'x' })).errors?.[0]?.message).toContain('"$n"');
    expect((await run('query ($f: Filter) { note(like: $f) { id } }', { f: {} })).errors?.[0]?.message).toContain('"$f"');
    expect(sent).toHaveLength(0);
  });
  it('is mutations one after the other, and says that it is part of one', async () => {
    let under = 0;
    const slow = async (data: Record<string, unknown>): Promise<ExecutionResult> => {
      under += 1;
      expect(under).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      under -= 1;
      return { data };
    };
    const { run, sent } = notes({
      notes: () => slow({ a: note('1', 'x'), clear: 1, b: note('2', 'y') }),
      people: ({ kind, variables }) => (kind === 'mutation' ? slow({ rename: named('r') }) : slow({ _entities: (variables['representations'] as { id: string }[]).map(({ id }) => named(id)) })),
    });
    const answer = await run('mutation { a: add(text: "1") { author { name } } rename(id: "r", name: "n") { name } clear b: add(text: "2") { id } }');
    expect(answer.data).toEqual({ a: { author: { name: 'name x' } }, rename: { name: 'name r' }, clear: 1, b: { id: '2' } });
    expect(sent.filter(({ kind }) => kind === 'mutation').map(({ service }) => service)).toEqual(['notes', 'people', 'notes']);
    expect(new Set(sent.map(({ partOf }) => partOf))).toEqual(new Set(['mutation']));
  });
});

describe('the schema', () => {
  it('is asked without a subgraph: names, arguments by variables, fragments, beside data', async () => {
    const { run, sent } = notes({ notes: { data: { count: 2 } } });
    const answer = await run('query ($name: String!) { s: __schema { queryType { ...T } } __schema { mutationType { ...T } } t: __type(name: $name) { kind enumValues { name } } none: __type(name: "Secret") { name } count } fragment T on __Type { name }', { name: 'State' });
    expect(answer).toEqual({ data: { s: { queryType: { name: 'Query' } }, __schema: { mutationType: { name: 'Mutation' } }, t: { kind: 'ENUM', enumValues: [{ name: 'OPEN' }, { name: 'SHUT' }] }, none: null, count: 2 } });
    expect(sent).toHaveLength(1);
    expect((await run('{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect(sent).toHaveLength(1);
  });
});

describe('operations', () => {
  it('are planned once, by the document and the name, as many as there is room for', async () => {
    const planned = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const executor = createExecutor<unknown>({ supergraphSdl: notesSupergraph(), plans: 2, fetch: async () => ({ data: { count: 1 } }) });
    const documents = ['query A { count } query B { c: count }', '{ x: count }', '{ y: count }'].map((text) => parse(text));
    const run = (n: number, operationName?: string) => executor.execute({ document: documents[n] as never, operationName, context: undefined });
    await run(0, 'A');
    await run(0, 'B');
    await run(0, 'A');
    expect(planned).toHaveBeenCalledTimes(2);
    await run(1);
    await run(0, 'B');
    await run(2);
    expect(planned).toHaveBeenCalledTimes(4);
    await run(0, 'A');
    expect(planned).toHaveBeenCalledTimes(4);
    await run(1);
    expect(planned).toHaveBeenCalledTimes(5);
    planned.mockRestore();
  });
  it('that are not there are refused', async () => {
    const { executor } = notes({});
    await expect(executor.execute({ document: parse('query A { count }'), operationName: 'B', context: undefined })).rejects.toThrow('"B"');
    await expect(executor.execute({ document: parse('query A { count } query B { count }'), context: undefined })).rejects.toThrow(GraphQLError);
    await expect(executor.execute({ document: parse('subscription { count }'), context: undefined })).rejects.toThrow();
  });
  it('name the subgraphs and their addresses', () => {
    expect(notes({}).executor.services).toEqual([{ name: 'notes', url: 'http://notes.invalid' }, { name: 'people', url: 'http://people.invalid' }]);
  });
});
