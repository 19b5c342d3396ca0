import type { Aggregate, AggregateState } from '@disclosure/workflow';
import { aggregatesIn, staleWorkflowPages, workflowPages } from './workflow-pages.ts';

const permit = { name: 'Permit', context: 'permits', tables: [] } as unknown as Aggregate<AggregateState>;

test('finds the aggregates among all that a domain exports, each once', () => {
  expect(aggregatesIn({ permit, again: permit, decide: () => permit, labels: { name: 'Permit' }, nothing: null, text: 'Permit' })).toEqual([permit]);
});

test('writes a page for each aggregate, and refuses two of one name', () => {
  expect(workflowPages([permit]).get('Permit.md')).toContain('# Permit');
  expect(() => workflowPages([permit, { ...permit, context: 'other' }])).toThrow('Two aggregates are called Permit');
});

test('names pages that are missing, changed or left over', () => {
  const pages = new Map([['A.md', 'a'], ['B.md', 'b'], ['C.md', 'c']]);
  expect(staleWorkflowPages(pages, new Map([['A.md', 'a'], ['B.md', 'old'], ['Gone.md', 'x']]))).toEqual(['B.md', 'C.md', 'Gone.md']);
  expect(staleWorkflowPages(pages, pages)).toEqual([]);
});
