import { buildSchema, parse } from 'graphql';
import { CompiledOperations } from './compiled-operations.ts';
import { inputDefaults } from './input-defaults.ts';

const schema = buildSchema(`
  enum Form { PAPER ELECTRONIC }
  input Item { count: Int! = 1, name: String }
  input Ask { form: Form! = ELECTRONIC, note: String = "none", items: [Item!]! = [], agency: ID }
  type Query { ask(input: Ask!, day: Int): String }
`);
const document = parse('query ($input: Ask!, $day: Int) { ask(input: $input, day: $day) }', { noLocation: true });

it('fills in what was left out, at every depth, and nothing that was given', () => {
  const fill = inputDefaults(schema, document, undefined);
  expect(fill?.({ input: {}, day: 3 })).toEqual({ input: { form: 'ELECTRONIC', note: 'none', items: [] }, day: 3 });
  expect(fill?.({ input: { form: 'PAPER', note: null, items: [{ name: 'a' }, { count: 2 }] } })).toEqual({ input: { form: 'PAPER', note: null, items: [{ name: 'a', count: 1 }, { count: 2 }] } });
  expect(fill?.({ input: 'nonsense' })).toEqual({ input: 'nonsense' });
});

it('has nothing to do for an operation without inputs', () => expect(inputDefaults(schema, parse('query ($day: Int) { ask(input: {}, day: $day) }'), undefined)).toBeNull());

it('lets a compiled operation run without them, and still refuses what is wrong', async () => {
  let seen: unknown;
  (schema.getQueryType() as NonNullable<ReturnType<typeof schema.getQueryType>>).getFields()['ask']!.resolve = (_source, args) => { seen = args; return 'done'; };
  const operation = new CompiledOperations(schema).get('query ($input: Ask!) { ask(input: $input) }');
  expect(await operation.run({}, { input: { items: [{}] } })).toEqual({ data: { ask: 'done' } });
  expect(seen).toEqual({ input: { form: 'ELECTRONIC', note: 'none', items: [{ count: 1 }] } });
  expect((await operation.run({}, { input: { form: 'NONE' } })).errors).toHaveLength(1);
  expect((await operation.run({}, { input: { form: null } })).errors).toHaveLength(1);
});

it('fills in the defaults of variables too, and leaves a null that was given', async () => {
  const forms = buildSchema('enum Form { PAPER ELECTRONIC } type Query { form(form: Form!): Form }');
  (forms.getQueryType() as NonNullable<ReturnType<typeof forms.getQueryType>>).getFields()['form']!.resolve = (_source, { form }) => form as string;
  const operation = new CompiledOperations(forms).get('query ($form: Form! = ELECTRONIC) { form(form: $form) }');
  expect(await operation.run({}, {})).toEqual({ data: { form: 'ELECTRONIC' } });
  expect(await operation.run({}, { form: undefined })).toEqual({ data: { form: 'ELECTRONIC' } });
  expect(await operation.run({}, { form: 'PAPER' })).toEqual({ data: { form: 'PAPER' } });
  expect((await operation.run({}, { form: null })).errors).toHaveLength(1);
});
