import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createExecutor } from './executor.ts';
import type { Executor } from './executor.ts';
import { comparable, withoutPlaces } from './testing/compare.fixture.ts';
import { librarySupergraph } from './testing/library.fixture.ts';
import { mockSubgraphs } from './testing/mock-subgraphs.fixture.ts';
import type { MockOptions, MockSubgraphs } from './testing/mock-subgraphs.fixture.ts';
import { operationFrom } from './testing/operations.fixture.ts';
import { stockGateway } from './testing/stock.fixture.ts';
import type { Oracle } from './testing/stock.fixture.ts';

/** EXECUTOR_CASES=5000 for a long run. */
const CASES = Number(process.env['EXECUTOR_CASES'] ?? 80);

const NO_FAULTS: MockOptions = { nullEvery: 0, failEvery: 0, unfitEvery: 0 };
const BEHAVIOURS: readonly (MockOptions & { readonly name: string })[] = [
  { name: 'that answer everything', ...NO_FAULTS },
  { name: 'in which values and entities are absent', nullEvery: 9, failEvery: 0, unfitEvery: 0 },
  { name: 'in which fields and entities fail', nullEvery: 12, failEvery: 25, unfitEvery: 0 },
  { name: 'whose values do not fit', nullEvery: 15, failEvery: 0, unfitEvery: 25 },
];

describe.each([
  ['a library of five subgraphs', librarySupergraph],
  ['the platform', () => readFileSync(new URL('../../../../apps/standalone/supergraph.graphql', import.meta.url), 'utf8')],
])('over %s, generated operations get what the stock executor gives', (_what, supergraph) => {
  const sdl = supergraph();

  let mocks: MockSubgraphs;
  let compiled: Executor<undefined>;
  let stock: Oracle;
  beforeAll(async () => {
    mocks = mockSubgraphs(sdl, NO_FAULTS);
    compiled = createExecutor({ supergraphSdl: sdl, fetch: (service, request) => mocks.fetch(service, request) });
    stock = await stockGateway(sdl, mocks);
  });
  afterAll(() => stock.stop());

  describe.each(BEHAVIOURS)('from subgraphs $name', (behaviour) => {
    it('data, errors and what did not fit', async () => {
      mocks.behave(behaviour);
      const seen = { joined: 0, errors: 0, compared: 0, elsewhere: 0 };
      await fc.assert(fc.asyncProperty(fc.array(fc.nat(), { minLength: 30, maxLength: 160, size: 'max' }), async (tape) => {
        const { source, variables } = operationFrom(compiled.apiSchema, tape);
        const document = parse(source);
        fc.pre(validate(compiled.apiSchema, document).length === 0);
        mocks.asked.length = 0;
        const [ours, theirs] = [await answerOf(compiled.execute({ document, variables, context: undefined })), await answerOf(stock.execute({ document, variables }))];
        seen.compared += 1;
        if (mocks.asked.length > 3) seen.joined += 1;
        if (typeof ours === 'string' || typeof theirs === 'string') {
          expect(ours).toBe(theirs);
          return;
        }
        if (ours.errors.length > 0) seen.errors += 1;
        // Where a list holds objects that are not asked for, the stock executor counts on without them: its error is told at another place.
        const isElsewhere = JSON.stringify(ours.errors) !== JSON.stringify(theirs.errors);
        if (isElsewhere) seen.elsewhere += 1;
        expect({ ...ours, errors: isElsewhere ? withoutPlaces(ours.errors) : ours.errors }).toEqual({ ...theirs, errors: isElsewhere ? withoutPlaces(theirs.errors) : theirs.errors });
      }), { numRuns: CASES, seed: 20261124, endOnFailure: false });
      // The comparison is worth something: it did join, it did meet errors, and it was rarely lenient.
      expect(seen.joined).toBeGreaterThan(CASES / 6);
      if (behaviour.failEvery > 0) expect(seen.errors).toBeGreaterThan(CASES / 12);
      expect(seen.elsewhere).toBeLessThan(Math.max(3, CASES / 20));
    });
  });
});

/** The answer as it is compared, or the message where there is none. */
async function answerOf(result: Promise<ExecutionResult>): Promise<ReturnType<typeof comparable> | string> {
  try {
    return comparable(await result);
  } catch (error) {
    return (error as Error).message;
  }
}
