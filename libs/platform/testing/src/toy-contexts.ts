import { firstCalendarEdition } from '@disclosure/calendar';
import { addHours } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor, OrganisationBook } from '@disclosure/organisation';
import { contextFoundation, nextNumber } from '@disclosure/platform-persistence';
import type { BookName, ContextSchema, Shell, TextRef } from '@disclosure/platform-persistence';
import { action, assertWorkflow, defineWorkflow, emptyState, guard } from '@disclosure/workflow';
import type { Aggregate, AggregateState } from '@disclosure/workflow';

/**
 * A small procedure to prove the platform with, in the contexts' own schemas: a note that is opened with a text and a name, remarked on by
 * divisions, closed under a number, or lapses by a timer. It has all that the machinery knows and no law.
 */
export interface Note extends AggregateState { readonly lapseAt: Instant | null }

interface OpenInput { readonly text: TextRef; readonly lapseHours?: number }
const remarked = guard<Note>('remarked', 'A2-9', ({ state }) => (Object.keys(state.positions).some((key) => key.startsWith('remark:')) ? null : { code: 'NO_REMARK', message: '尚无意见。' }));
const ofDivision = ({ input }: { input: { division: string } }): string => input.division;

const noteTables = [
  defineWorkflow<Note>({
    name: 'note', kind: 'MAIN', title: '便笺',
    positions: { OPEN: { title: '办理中' }, CLOSED: { title: '已办结', terminal: true }, LAPSED: { title: '已失效', terminal: true } },
    actions: {
      openNote: action<Note, OpenInput>({ title: '开立', sentence: '开立', from: ['NONE'], to: ['OPEN'], by: ['CASE_HANDLER'], guards: [], effects: [], event: 'NoteOpened', clause: 'A2-9', payload: ({ input, facts }) => ({ ...input, lapseAt: input.lapseHours === undefined ? undefined : addHours(facts.now, input.lapseHours) }) }),
      closeNote: action({ title: '办结', sentence: '办结', from: ['OPEN'], to: ['CLOSED'], by: ['CASE_HANDLER'], guards: [remarked], effects: [], event: 'NoteClosed', clause: 'A2-9' }),
      lapseNote: action({ title: '失效', sentence: '失效', from: ['OPEN'], to: ['LAPSED'], by: ['TIMER'], guards: [], effects: [], event: 'NoteLapsed', clause: 'A2-9', internal: true }),
    },
  }),
  defineWorkflow<Note>({
    name: 'remark', kind: 'SIDE', title: '意见',
    positions: { GIVEN: { title: '已提出', terminal: true } },
    actions: { giveRemark: action<Note, { division: string }>({ title: '提出意见', sentence: '提出意见', from: ['NONE', 'GIVEN'], while: [{ table: 'note', in: ['OPEN'] }], to: ['GIVEN'], by: ['DISCLOSURE_LIAISON'], guards: [], effects: [], event: 'RemarkGiven', clause: 'A2-9', subject: ofDivision }) },
  }),
];

export const handler: Actor = { kind: 'OFFICER', personId: 'handler' };
export const liaison: Actor = { kind: 'OFFICER', personId: 'liaison' };
export const stranger: Actor = { kind: 'OFFICER', personId: 'stranger' };

/** The note of one context; each context has its own, by the same tables. */
export function noteShell(context: string): Shell<Note> {
  const aggregate: Aggregate<Note> = assertWorkflow<Note>({
    name: 'note', context, principalLimit: null, tables: noteTables,
    initial: (id) => ({ ...emptyState(id), lapseAt: null }),
    evolve: (state, event) => (event.type === 'NoteOpened' ? { ...state, lapseAt: (event.payload['lapseAt'] as Instant | undefined) ?? null } : state),
    roles(_state, actor) {
      if (actor.kind === 'TIMER') return new Map([['TIMER', null]]);
      if (actor.kind === 'OFFICER' && actor.personId === 'handler') return new Map([['CASE_HANDLER', 'd-planning']]);
      return new Map(actor.kind === 'OFFICER' && actor.personId === 'liaison' ? [['DISCLOSURE_LIAISON', 'd-energy']] : []);
    },
  });
  return {
    aggregate,
    prepare: {
      openNote: ({ text, name, lapseHours }: { text: string; name?: string; lapseHours?: number }, stash) => ({
        text: stash.text('text', text), ...(name === undefined ? {} : { name: stash.seal('author', 'NAME', name, true) }), ...(lapseHours === undefined ? {} : { lapseHours }),
      }),
    },
    async complete({ tx, event, input }) {
      if (event.type !== 'NoteClosed') return event;
      const number = await nextNumber(tx, context, 'note-2026');
      // Refused after the number was taken: it must come back.
      if ((input as { tooLate?: boolean }).tooLate) return { refusals: [{ code: 'TOO_LATE', message: '已过时。', clause: 'A2-9' }] };
      return { ...event, payload: { ...event.payload, number } };
    },
    async project({ tx, after }) {
      await tx.query(`INSERT INTO ${context}.note (id, position, seq) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET position = excluded.position, seq = excluded.seq`, [after.id, after.positions['note'], after.seq]);
    },
    publish: (event) => (event.type === 'NoteOpened' || event.type === 'RemarkGiven' ? [{ type: 'DisclosureWithdrawn', data: { disclosureId: event.streamId, address: `/${event.seq}` } }] : []),
    timers: (after) => (after.positions['note'] === 'OPEN' && after.lapseAt !== null ? [{ key: 'lapse', dueAt: after.lapseAt, action: 'lapseNote', input: {} }] : []),
    notices: ({ event }) => (event.type === 'NoteOpened' ? [{ kind: 'NEW', recipient: 'office:CASE_HANDLER', message: '有新的便笺。', clause: null }] : []),
  };
}

/** The four contexts, each with nothing but the foundation, its notes, and a place for what its consumers saw. */
export const toyContexts: readonly ContextSchema[] = ['directory', 'review', 'publication', 'requests'].map((context) => ({
  context,
  records: [],
  migrations: {
    schema: context,
    steps: [contextFoundation(context), {
      name: '002-note',
      sql: `CREATE TABLE ${context}.note (id text PRIMARY KEY, position text NOT NULL, seq integer NOT NULL);
        CREATE TABLE ${context}.seen (place integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id text NOT NULL, address text NOT NULL);
        GRANT SELECT, INSERT, UPDATE ON ${context}.note TO ${context}_write;
        GRANT SELECT, INSERT ON ${context}.seen TO ${context}_write;`,
    }],
  },
}));

const organisation: OrganisationBook = { revision: 1, agencies: [], divisions: [], people: [], appointments: [] };
export const toyBooks: Readonly<Record<BookName, object>> = { calendar: firstCalendarEdition, law: firstLawEdition, organisation };
