import { readFileSync } from 'node:fs';
import { buildSchema, getVariableValues, parse, validate } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { sampleOrganisation } from '@disclosure/directory-subgraph';
import { tour } from './tour.ts';

const schema = buildSchema(readFileSync(new URL('../../standalone/api.graphql', import.meta.url), 'utf8'));

describe('the tour', () => {
  it.each(tour.map((tab) => [tab.title, tab] as const))('%s: fits the graph, with its variables', (_title, { query, variables = {} }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const [operation, ...others] = document.definitions as OperationDefinitionNode[];
    expect(others).toEqual([]);
    // A placeholder may be anything but a digest; what it stands for is put in by the reader.
    const filled = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, name === 'digest' ? '0'.repeat(64) : value]));
    expect(getVariableValues(schema, operation?.variableDefinitions ?? [], filled)).not.toHaveProperty('errors');
    expect(Object.keys(filled).sort()).toEqual((operation?.variableDefinitions ?? []).map((definition) => definition.variable.name.value).sort());
  });

  it('numbers its tabs in order, names logins that exist, and has no variables on the first', () => {
    expect(tour.map(({ title }) => Number(title.split(' ')[0]))).toEqual(tour.map((_tab, index) => index + 1));
    const logins = tour.flatMap(({ title }) => /（([a-z][a-z0-9-]*)）/.exec(title)?.[1] ?? []);
    expect(logins.length).toBeGreaterThan(10);
    const known = new Set(sampleOrganisation.people.map(({ login }) => login));
    expect(logins.filter((login) => !known.has(login))).toEqual([]);
    expect(tour[0]?.variables).toBeUndefined();
  });
});
