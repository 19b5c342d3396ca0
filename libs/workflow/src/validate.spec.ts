import { action, defineWorkflow } from './define.ts';
import { permits, permitTable, questionTable } from './testing/permit.workflow.ts';
import type { Permit } from './testing/permit.workflow.ts';
import type { ActionRow, WorkflowTable } from './types.ts';
import { assertWorkflow, validateWorkflow } from './validate.ts';

const base: ActionRow<Permit, Record<string, never>> = { title: '开始', sentence: '开始', from: ['NONE'], to: ['END'], by: ['CASE_HANDLER'], guards: [], effects: [], event: 'Begun', clause: 'A2-9' };
const table = (rows: Record<string, Partial<typeof base>>, positions: WorkflowTable<Permit>['positions'] = { END: { title: '终', terminal: true } }, name = 'main'): WorkflowTable<Permit> =>
  defineWorkflow<Permit>({ name, kind: 'MAIN', title: '主线', positions, actions: Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, action({ ...base, ...row })])) });
const problems = (...tables: WorkflowTable<Permit>[]): readonly string[] => validateWorkflow({ ...permits, tables });

describe('validateWorkflow', () => {
  it('finds nothing wrong with a sound aggregate', () => {
    expect(validateWorkflow(permits)).toEqual([]);
    expect(problems(table({ begin: {} }))).toEqual([]);
    expect(assertWorkflow(permits)).toBe(permits);
  });
  it('an action in two tables', () => expect(problems(table({ begin: {} }), table({ begin: { event: 'Other' } }, undefined, 'second'))).toEqual(['permit.second.begin: the action stands in two tables']));
  it('an event of two actions', () => expect(problems(table({ begin: {}, again: {} }))).toEqual(["permit.main.again: event Begun is begin's already"]));
  it('no clause', () => expect(problems(table({ begin: { clause: '' } }))).toEqual(['permit.main.begin: no clause']));
  it('no event', () => expect(problems(table({ begin: { event: '' } }))).toEqual(['permit.main.begin: no event']));
  it('no title or no sentence', () => {
    expect(problems(table({ begin: { title: '' } }))).toEqual(['permit.main.begin: no title or sentence']);
    expect(problems(table({ begin: { sentence: '' } }))).toEqual(['permit.main.begin: no title or sentence']);
  });
  it('nobody may take it', () => expect(problems(table({ begin: { by: [] } }))).toEqual(['permit.main.begin: nobody may take it']));
  it('it starts from nowhere', () => expect(problems(table({ begin: {}, lost: { from: [], event: 'Lost' } }))).toEqual(['permit.main.lost: it starts from nowhere (NONE is for not begun)']));
  it('it starts from a position that is not there', () => expect(problems(table({ begin: { from: ['NONE', 'GONE'] } }))).toEqual(['permit.main.begin: starts from GONE, which the table does not have']));
  it('it leads nowhere', () => expect(problems(table({ begin: {}, lost: { to: [], event: 'Lost' } }))).toEqual(['permit.main.lost: leads nowhere']));
  it('it leads to several and does not say to which', () => {
    const positions = { END: { title: '终', terminal: true }, OTHER: { title: '别', terminal: true } };
    expect(problems(table({ begin: { to: ['END', 'OTHER'] } }, positions))).toEqual(['permit.main.begin: leads to several positions and does not say to which']);
    expect(problems(table({ begin: { to: ['END', 'OTHER'], towards: () => 'END' } }, positions))).toEqual([]);
  });
  it('it leads to a position that is not there', () => expect(problems(table({ begin: { to: ['END', 'GONE'], towards: () => 'END' } }))).toEqual(['permit.main.begin: leads to GONE, which the table does not have']));
  it('it moves a table or a position that is not there', () => {
    expect(problems(table({ begin: { moves: [{ table: 'ghost', to: 'END' }] } }))).toEqual(['permit.main.begin: names ghost END, which does not exist']);
    expect(problems(table({ begin: { moves: [{ table: 'main', to: 'GONE' }] } }))).toEqual(['permit.main.begin: names main GONE, which does not exist']);
  });
  it('it asks for a table or a position that is not there; NONE is always there', () => {
    expect(problems(table({ begin: { while: [{ table: 'ghost', in: ['NONE'] }] } }))).toEqual(['permit.main.begin: names ghost NONE, which does not exist']);
    expect(problems(table({ begin: { while: [{ table: 'main', in: ['NONE', 'GONE'] }] } }))).toEqual(['permit.main.begin: names main GONE, which does not exist']);
  });
  it('a position that cannot be reached', () => expect(problems(table({ begin: {} }, { END: { title: '终', terminal: true }, ISLAND: { title: '岛', terminal: true } }))).toEqual(['permit.main: ISLAND cannot be reached']));
  it('a position that only an unreachable one leads to', () =>
    expect(problems(table({ begin: {}, hop: { from: ['ISLAND'], to: ['ISLET'], event: 'Hopped' } }, { END: { title: '终', terminal: true }, ISLAND: { title: '岛' }, ISLET: { title: '屿', terminal: true } }))).toEqual(['permit.main: ISLAND cannot be reached', 'permit.main: ISLET cannot be reached']));
  it('a position without a way out that is no end; turning on the spot is no way out', () => {
    expect(problems(table({ begin: {} }, { END: { title: '终' } }))).toEqual(['permit.main: END has no way out and is not an end']);
    expect(problems(table({ begin: {}, turn: { from: ['END'], to: 'SAME', event: 'Turned' }, loop: { from: ['END'], event: 'Looped' } }, { END: { title: '终' } }))).toEqual(['permit.main: END has no way out and is not an end']);
  });
  it('a position that another table’s action leads to, or out of, is in order', () => {
    const main = table({ begin: { moves: [{ table: 'side', to: 'OPEN' }] }, close: { from: ['END'], to: 'SAME', event: 'Closed', moves: [{ table: 'side', to: 'DONE' }] } });
    expect(problems(main, table({}, { OPEN: { title: '开' }, DONE: { title: '毕', terminal: true } }, 'side'))).toEqual([]);
  });
  it('assertWorkflow throws with every problem named', () => {
    const unsound = { ...permits, tables: [permitTable, { ...questionTable, actions: {} }] };
    expect(() => assertWorkflow(unsound)).toThrow(/unsound:\n.*OPEN cannot be reached\n.*ANSWERED has no way out/);
  });
});
