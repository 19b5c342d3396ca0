import type { BookName, BookState } from '@disclosure/directory-domain';
import type { Refusal } from '@disclosure/kernel';
import { actionMutations, optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { ActionInput, TextRule } from '@disclosure/platform-subgraph';
import type { ClassType } from 'type-graphql';
import type { DirectoryContext } from '../directory.context.ts';
import { bookShells } from '../use-cases/book.shell.ts';
import { calendarInputs, lawInputs, organisationInputs } from './book.inputs.ts';
import type { ChangeAgencyInput, CorrectCalendarDayInput, ImportCalendarRevisionInput, OpenDivisionInput, RegisterAgencyInput } from './book.inputs.ts';
import { loadBooks } from './book.loader.ts';
import { Book } from './book.type.ts';
import { common } from './enums.type.ts';

type Rules = Readonly<Record<string, Omit<TextRule, 'field'>>>;
const NAME: Omit<TextRule, 'field'> = { label: '名称', max: 60, plain: true };
const TEXTS: Readonly<Record<string, Rules>> = {
  reviseGround: { label: NAME },
  reviseRemedy: { text: { label: '救济告知', max: 1000, multiline: true } },
  enterClause: { title: NAME, text: { label: '条款内容', max: 5000, multiline: true }, source: { label: '出处', max: 200 } },
  registerOfficer: { name: { label: '姓名', max: 30, plain: true } },
  openDivision: { name: NAME },
  renameDivision: { name: NAME },
  registerAgency: { name: NAME },
};
const REASON: Omit<TextRule, 'field'> = { label: '理由', max: 500, min: 2, multiline: true };

/** Texts in lists: each is judged by itself, and the list is no longer than anything real. */
function checkList(field: string, label: string, texts: readonly string[], most: number, max: number): readonly Refusal[] {
  if (texts.length > most) return [{ code: 'TOO_MANY', message: `“${label}”最多 ${most} 项，现有 ${texts.length} 项。`, field, clause: null }];
  return texts.flatMap((text, index) => textRefusals(text, { field: field.includes('*') ? field.replace('*', String(index)) : `${field}.${index}`, label, max, plain: true }));
}

const checkContact = (contact: RegisterAgencyInput['contact'] | null | undefined): readonly Refusal[] =>
  (['address', 'telephone', 'email'] as const).flatMap((way) => optionalTextRefusals(contact?.[way], { field: `input.contact.${way}`, label: '联系方式', max: 200, plain: true }));

const LISTS: Readonly<Record<string, (input: never) => readonly Refusal[]>> = {
  openDivision: ({ topics }: OpenDivisionInput) => checkList('input.topics', '职责主题', topics, 50, 50),
  registerAgency: ({ topics, contact, documentCode }: RegisterAgencyInput) => [...checkList('input.topics', '职责主题', topics, 50, 50), ...checkContact(contact), ...textRefusals(documentCode, { field: 'input.documentCode', label: '机关代字', max: 20, plain: true })],
  changeAgency: ({ topics, contact, name }: ChangeAgencyInput) => [...checkList('input.topics', '职责主题', topics ?? [], 50, 50), ...checkContact(contact), ...optionalTextRefusals(name, { ...NAME, field: 'input.name' })],
  // A paper that is missing is the calendar's to refuse, with all else that is wrong with the file.
  importCalendarRevision: ({ arrangement: { papers, days } }: ImportCalendarRevisionInput) => [
    ...checkList('input.arrangement.papers', '依据的通知', papers, 10, 300), ...checkList('input.arrangement.days.*.name', '节日名称', days.map(({ name }) => name), 150, 30),
  ],
  correctCalendarDay: ({ name }: CorrectCalendarDayInput) => optionalTextRefusals(name, { field: 'input.name', label: '节日名称', max: 30, plain: true }),
};

function checkTexts(action: string): (input: never) => readonly Refusal[] {
  const rules = { reason: REASON, ...TEXTS[action] };
  return (input: Readonly<Record<string, unknown>>) => [
    ...Object.entries(rules).flatMap(([field, rule]) => textRefusals(input[field] as string, { ...rule, field: `input.${field}` })),
    ...(LISTS[action]?.(input as never) ?? []),
  ];
}

/** The mutations of one book, from its table. */
function mutationsOf(book: BookName, inputs: Readonly<Record<string, ClassType<ActionInput>>>): ClassType<object> {
  return actionMutations<BookState, DirectoryContext>({
    shell: () => bookShells[book], aggregate: bookShells[book].aggregate, common, streamId: book, object: () => Book, field: 'book', inputs,
    check: Object.fromEntries(Object.keys(inputs).map((action) => [action, checkTexts(action)])),
    load: async (context) => (await loadBooks(context, [book]))[0] ?? null,
  });
}

export const bookMutations = [mutationsOf('calendar', calendarInputs), mutationsOf('law', lawInputs), mutationsOf('organisation', organisationInputs)];
