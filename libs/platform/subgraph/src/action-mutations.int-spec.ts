import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { Field, ID, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { instant } from '@disclosure/kernel';
import { buildSubgraph, makeCommonTypes } from '@disclosure/platform-graphql';
import type { SubgraphModule } from '@disclosure/platform-graphql';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, stranger, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { Note, TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import type { Actor } from '@disclosure/organisation';
import { actionMutations } from './action-mutations.ts';
import type { ActionInput, ActionMutationsOptions } from './action-mutations.ts';
import { actingContext, factsOf, readAsViewer, viewerOf } from './context.ts';
import type { ActingContext } from './context.ts';
import { availableActionShapes } from './record-fields.ts';
import { textRefusals } from './text.guards.ts';

@ObjectType('Note', { simpleResolvers: true })
class NoteType {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
}
@InputType()
class Common implements ActionInput {
  @Field(() => String) commandId!: string;
  @Field(() => ID, { nullable: true }) id?: string | null;
  @Field(() => Int, { nullable: true }) expectedVersion?: number | null;
}
@InputType()
class OpenNoteInput extends Common {
  @Field(() => String) text!: string;
  @Field(() => String, { nullable: true }) name?: string | null;
}
@InputType()
class CloseNoteInput extends Common {}
@InputType()
class GiveRemarkInput extends Common { @Field(() => String) division!: string; }
@Resolver()
class NoteQuery { @Query(() => Int) one(): number { return 1; } }

const shell = noteShell('requests');
const inputs = { openNote: OpenNoteInput, closeNote: CloseNoteInput, giveRemark: GiveRemarkInput };
const options: ActionMutationsOptions<Note, ActingContext> = {
  shell: () => shell, aggregate: shell.aggregate,
  common: makeCommonTypes(), object: () => NoteType, field: 'note', inputs,
  check: { openNote: (input: OpenNoteInput) => textRefusals(input.text, { field: 'text', label: '正文', max: 5 }) },
  load: (_context, id, { state }) => Promise.resolve({ id, version: state.versions['case'] ?? 0 }),
};
let module: SubgraphModule;
let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  module = buildSubgraph<ActingContext>({ name: 'requests', resolvers: [NoteQuery, actionMutations(options)], references: {} });
  database = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), toyBooks);
});
afterAll(async () => {
  await platform.close();
  await database.drop();
});

const context = (actor: Actor, nudge: () => void = () => undefined): ActingContext => actingContext({ actor, requestId: 'r', issuedAt: 0, expiresAt: 1, locale: 'zh-CN' }, platform, 'requests', nudge);
interface Answer { data: Record<string, { note: { id: string; version: number } | null; refusals: { code: string; field: string | null }[] }> | null; errors: { code: unknown; message: string }[] }
async function mutate(actor: Actor, name: string, input: object, acting = context(actor)): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const result = await graphql({ schema: module.schema, source: `mutation M($input: ${type}!) { ${name}(input: $input) { note { id version } refusals { code field } } }`, variableValues: { input: { commandId: randomUUID(), ...input } }, contextValue: acting });
  return { data: (result.data ?? null) as Answer['data'], errors: (result.errors ?? []).map(({ message, extensions }) => ({ message, code: extensions['code'] })) };
}
const opened = async (): Promise<string> => (await mutate(handler, 'openNote', { text: '正文' })).data?.['openNote']?.note?.id ?? '';

describe('mutations from rows', () => {
  it('are one for each row that people take, none for what only the platform does', () => {
    const fields = Object.keys(module.schema.getMutationType()?.getFields() ?? {}).sort();
    expect(fields).toEqual(['closeNote', 'giveRemark', 'openNote']);
    expect(module.schema.getMutationType()?.getFields()['closeNote']?.description).toBe('办结 (A2-9). By: 承办人. 办结');
  });

  it('do not load with an input missing or left over', () => {
    const { closeNote: _left, ...fewer } = inputs;
    expect(() => actionMutations({ ...options, inputs: fewer })).toThrow('actions without an input [closeNote]');
    expect(() => actionMutations({ ...options, inputs: { ...inputs, lapseNote: CloseNoteInput } })).toThrow('inputs without an action [lapseNote]');
  });

  it('give the changed object, wake the worker and forget what was read before', async () => {
    let nudged = 0;
    const acting = context(handler, () => { nudged += 1; });
    acting.loaders.set('notes', 'stale');
    const answer = await mutate(handler, 'openNote', { text: '正文', name: null }, acting);
    expect(answer).toMatchObject({ data: { openNote: { note: { version: 1 }, refusals: [] } }, errors: [] });
    expect([nudged, acting.loaders.size]).toEqual([1, 0]);
  });

  it('give refusals as data: of form, of the procedure, of the version; nothing is done and nobody woken', async () => {
    let nudged = 0;
    const acting = context(handler, () => { nudged += 1; });
    expect(await mutate(handler, 'openNote', { text: '这段文字太长了' }, acting)).toEqual({ data: { openNote: { note: null, refusals: [{ code: 'TEXT_TOO_LONG', field: 'text' }] } }, errors: [] });
    const id = await opened();
    expect((await mutate(handler, 'closeNote', { id }, acting)).data?.['closeNote']?.refusals).toEqual([{ code: 'NO_REMARK', field: null }]);
    expect((await mutate(liaison, 'giveRemark', { id, division: 'd-energy', expectedVersion: 3 })).data?.['giveRemark']?.refusals).toEqual([{ code: 'VERSION_CONFLICT', field: 'input.expectedVersion' }]);
    expect(nudged).toBe(0);
  });

  it('twice by one id have one effect: left out and null are the same input', async () => {
    const commandId = randomUUID();
    const first = await mutate(handler, 'openNote', { commandId, text: '正文' });
    const again = await mutate(handler, 'openNote', { commandId, text: '正文', name: null, id: null, expectedVersion: null });
    expect(again).toEqual(first);
    expect((await mutate(handler, 'openNote', { commandId, text: '别的' })).data?.['openNote']?.refusals).toEqual([{ code: 'COMMAND_ID_REUSED', field: 'input.commandId' }]);
  });

  it('answer access with errors: FORBIDDEN to who may know of the record, NOT_FOUND to who may not, UNAUTHENTICATED to the public', async () => {
    const id = await opened();
    expect((await mutate(liaison, 'closeNote', { id })).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const hidden = (await mutate(stranger, 'closeNote', { id })).errors;
    const absent = (await mutate(stranger, 'closeNote', { id: randomUUID() })).errors;
    expect(hidden).toEqual([{ code: 'NOT_FOUND', message: '未找到该记录。' }]);
    expect(absent).toEqual(hidden); // to the letter
    for (const input of [{ id }, { id: randomUUID() }, {}]) expect((await mutate({ kind: 'PUBLIC' }, 'closeNote', input)).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });

  it('take an id that no record can have for one that is not there', async () => {
    for (const id of ['\u0000', 'a b', '', '\ud800', 'x'.repeat(300)]) expect((await mutate(handler, 'closeNote', { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('want a good commandId', async () => {
    for (const commandId of ['', 'a b', 'x'.repeat(65), '\u0000']) expect((await mutate(handler, 'openNote', { commandId, text: '正文' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    // Whoever may not take the action at all is told that, not what is wrong with the input.
    expect((await mutate({ kind: 'PUBLIC' }, 'openNote', { commandId: 'short', text: '正文' })).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });
});

describe('the context of a request', () => {
  it('has one day and one set of books for the whole request', async () => {
    const acting = context(handler);
    const facts = await factsOf(acting);
    expect(facts.today).toBe('2026-03-02');
    platform.at(instant('2026-03-03T09:00:00+08:00'));
    expect(await factsOf(acting)).toBe(facts);
    expect((await factsOf(context(handler))).today).toBe('2026-03-03');
    platform.at(instant('2026-03-02T09:00:00+08:00'));
  });

  it('knows an officer by offices and divisions of today, others by kind and id', async () => {
    const facts = await factsOf(context(handler));
    const appointed = { ...facts.organisation, appointments: [
      { personId: 'handler', office: 'CASE_HANDLER' as const, divisionId: 'd-energy', from: '2026-01-01' as never, to: null, standsFor: null },
      { personId: 'handler', office: 'DIVISION_HEAD' as const, divisionId: 'd-planning', from: '2026-01-01' as never, to: '2026-03-01' as never, standsFor: null },
    ] };
    const acting = context(handler);
    acting.loaders.set('facts', Promise.resolve({ ...facts, organisation: appointed }));
    expect(await viewerOf(acting)).toEqual({ kind: 'OFFICER', id: 'handler', offices: ['CASE_HANDLER'], divisions: ['d-energy'] });
    expect(await viewerOf(context({ kind: 'APPLICANT', caseId: 'a:b' }))).toEqual({ kind: 'APPLICANT', id: 'a:b', offices: [], divisions: [] });
  });

  it('reads as the public role for the public, and as the reading role for everybody else', async () => {
    const who = async (actor: Actor): Promise<unknown> => (await readAsViewer(context(actor), (q) => q.query('SELECT current_user AS who')))[0];
    expect(await who({ kind: 'PUBLIC' })).toEqual({ who: 'requests_public' });
    for (const actor of [handler, { kind: 'APPLICANT', caseId: 'x' }, { kind: 'MACHINE', clientId: 'm', scopes: [] }] as Actor[]) expect(await who(actor)).toEqual({ who: 'requests_read' });
  });
});

describe('availableActions in the graph', () => {
  it('have the shape of its type: nulls where there is nothing, facts as text, effects in a sentence', async () => {
    const facts = await factsOf(context(handler));
    const { aggregate } = shell;
    const [note, ...others] = aggregate.tables;
    const row = note?.actions['closeNote'];
    if (!note || !row) throw new Error('the toy has changed');
    const withEffect = { ...aggregate, tables: [{ ...note, actions: { ...note.actions, closeNote: { ...row, effects: [{ limit: 'T01' as const, effect: 'STOP' as const }] } } }, ...others] };
    const state: Note = { ...aggregate.initial('n'), seq: 1, positions: { note: 'OPEN' }, effects: [{ limit: 'T01', effect: 'START', on: facts.today, round: 1, seq: 1, clause: 'A2-9' }] };
    expect(availableActionShapes(withEffect, state, handler, facts)).toEqual([{
      action: 'closeNote', title: '办结', sentence: '办结', nextState: 'CLOSED', nextHolder: null,
      refusals: [{ code: 'NO_REMARK', message: '尚无意见。', field: null, clause: 'A2-9', facts: [] }],
      deadlineEffects: [{ limit: 'T01', effect: 'STOP', sentence: '答复期限终止。' }],
    }]);
    expect(availableActionShapes(aggregate, state, stranger, facts)).toEqual([]);
  });
});
