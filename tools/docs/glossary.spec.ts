import { readFile } from 'node:fs/promises';
import * as directory from '@disclosure/directory-domain';
import * as publication from '@disclosure/publication-domain';
import * as requests from '@disclosure/requests-domain';
import * as review from '@disclosure/review-domain';
import { allActions } from '@disclosure/workflow';
import { aggregatesIn } from './workflow-pages.ts';

test('the glossary names every action that people or the platform can take, and every state of the main lines', async () => {
  const glossary = await readFile(new URL('../../docs/glossary.md', import.meta.url), 'utf8');
  const aggregates = [directory, publication, requests, review].flatMap((module) => aggregatesIn(module as unknown as Record<string, unknown>));
  const names = aggregates.flatMap((aggregate) => [...allActions(aggregate).map(({ name }) => name), ...aggregate.tables.filter(({ kind }) => kind === 'MAIN').flatMap(({ positions }) => Object.keys(positions))]);
  expect(names.length).toBeGreaterThan(100);
  expect([...new Set(names)].filter((name) => !glossary.includes(`\`${name}\``)).sort()).toEqual([]);
});
