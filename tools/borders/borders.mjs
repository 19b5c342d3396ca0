// The arrows between packages, each with its reason. A package says what it is by the tags in its package.json; lint (and so the
// build) refuses an import that goes against an arrow, and prints the reason.

import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whoever has a domain is a context, from the day its folder is there. */
const CONTEXTS = globSync('libs/*/domain', { cwd: fileURLToPath(new URL('../..', import.meta.url)) }).map((path) => path.split(/[/\\]/)[1]).sort();

/** What a file that only tests use is called; tests may reach for more than what they test. */
export const TEST_FILES = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/testing/**/*.ts', '**/*.fixture.ts', '**/*.builder.ts', '**/*.bench.ts'];

/** Packages that are functions of their arguments: the law, the time limits and the procedures. */
export const PURE_FILES = ['libs/{kernel,law,calendar,organisation,workflow,contracts}/src/**/*.ts', 'libs/*/domain/src/**/*.ts'];

const type = (from, to, because) => ({ sourceTag: `type:${from}`, onlyDependOnLibsWithTags: to.map((name) => `type:${name}`), because });

const BELOW_CONTEXTS = ['kernel', 'law', 'contracts'];
const BELOW_APPS = [...BELOW_CONTEXTS, 'screening', 'domain', 'platform', 'subgraph'];
const APPS = [...BELOW_APPS, 'assembly'];

/** A context never imports another, whatever the kind of package: asked first, because it is the reason that matters most. */
const contexts = CONTEXTS.map((context) => ({
  sourceTag: `scope:${context}`,
  onlyDependOnLibsWithTags: [`scope:${context}`, ...['kernel', 'law', 'contracts', 'screening', 'platform', 'testing'].map((kind) => `type:${kind}`)],
  because: 'A context never imports another: contexts meet in `contracts` (ids, published events, Clearance) and in the graph, so that each can be understood, tested and run by itself.',
}));

const kinds = [
  type('kernel', [], 'The kernel is what everything stands on, so it stands on nothing.'),
  type('law', ['kernel', 'law'], 'The law, its calendar and its procedures are data and arithmetic: they know no context, no database and no graph.'),
  type('contracts', ['kernel', 'law', 'contracts'], 'Contracts are what one context may know of another: types, which no context owns.'),
  type('screening', ['kernel'], 'Screening judges bytes; it must not know whose they are.'),
  type('domain', BELOW_CONTEXTS, 'A domain is pure: what it needs (today, calendar, law, organisation) is an argument, so that a case can be decided, replayed and tested without a platform.'),
  type('subgraph', [...BELOW_CONTEXTS, 'screening', 'domain', 'platform'], 'A subgraph is the shell around its own domain; subgraphs meet in the graph.'),
  type('platform', [...BELOW_CONTEXTS, 'screening', 'platform'], 'The platform runs what is the same for all contexts, so it knows none: what differs comes to it in a manifest.'),
  type('testing', [...BELOW_CONTEXTS, 'screening', 'platform', 'testing'], 'Test support serves every context, so it knows none.'),
  type('assembly', APPS, 'What the apps have in common puts packages together; nothing below an app is built on it.'),
  type('app', APPS, 'An app puts packages together; nothing is built on an app, and what is for tests does not run in one.'),
  type('tool', APPS, 'A tool reads packages; it is never a part of what runs.'),
];

/** The arrows for files that run, and those for tests, which may also use test support. */
export const arrows = (forTests) => [...contexts, ...(forTests ? kinds.map(withTestSupport) : kinds)];

function withTestSupport(border) {
  const to = border.onlyDependOnLibsWithTags;
  return to.includes('type:platform') ? { ...border, onlyDependOnLibsWithTags: [...to, 'type:testing'] } : border;
}

/** Persistence, gate and files are tested with the support that is itself built on persistence: a circle of tests, not of what runs. */
export const CIRCLES_OF_TESTS = ['persistence', 'gate', 'files'].map((name) => [`@disclosure/platform-${name}`, '@disclosure/platform-testing']);
