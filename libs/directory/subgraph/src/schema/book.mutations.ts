import type { BookName } from '@disclosure/directory-domain';
import type { Refusal } from '@disclosure/kernel';
import { actionMutations, textRefusals } from '@disclosure/platform-subgraph';
import type { ActionInput, TextRule } from '@disclosure/platform-subgraph';
import type { ClassType } from 'type-graphql';
import type { DirectoryContext } from '../directory.context.ts';
import { bookShells } from '../use-cases/book.shell.ts';
import { calendarInputs, lawInputs, organisationInputs } from './book.inputs.ts';
import { loadBooks } from './book.loader.ts';
import { Book } from './book.type.ts';
import { common } from './enums.ts';

type Rules = Readonly<Record<string, Omit<TextRule, 'field'>>>;
const NAME: Omit<TextRule, 'field'> = { label: '名称', max: 60, plain: true };
const TEXTS: Readonly<Record<string, Rules>> = {
  reviseGround: { label: NAME },
  reviseRemedy: { text: { label: '救济告知', max: 1000, multiline: true } },
  enterClause: { title: NAME, text: { label: '条款内容', max: 5000, multiline: true }, source: { label: '出处', max: 200 } },
  registerOfficer: { name: { label: '姓名', max: 30, plain: true } },
  openDivision: { name: NAME },
  renameDivision: { name: NAME },
};
const REASON: Omit<TextRule, 'field'> = { label: '理由', max: 500, min: 2, multiline: true };

function checkTexts(action: string): (input: never) => readonly Refusal[] {
  const rules = { reason: REASON, ...TEXTS[action] };
  return (input: Readonly<Record<string, unknown>>) => [
    ...Object.entries(rules).flatMap(([field, rule]) => textRefusals(input[field] as string, { ...rule, field: `input.${field}` })),
    ...((input['topics'] as readonly string[] | undefined) ?? []).flatMap((topic, index) => textRefusals(topic, { field: `input.topics.${index}`, label: '职责主题', max: 50, plain: true })),
  ];
}

/** The mutations of one book, from its table. */
function mutationsOf(book: BookName, inputs: Readonly<Record<string, ClassType<ActionInput>>>): ClassType<object> {
  return actionMutations<Parameters<(typeof bookShells)[BookName]['aggregate']['evolve']>[0], DirectoryContext>({
    shell: bookShells[book], common, streamId: book, object: () => Book, field: 'book', inputs,
    check: Object.fromEntries(Object.keys(inputs).map((action) => [action, checkTexts(action)])),
    load: async (context) => (await loadBooks(context, [book]))[0] ?? null,
  });
}

export const bookMutations = [mutationsOf('calendar', calendarInputs), mutationsOf('law', lawInputs), mutationsOf('organisation', organisationInputs)];
