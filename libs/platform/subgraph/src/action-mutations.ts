import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import type { Refusal } from '@disclosure/kernel';
import { forbidden, invalidInput, notFound, refusalShape, unauthenticated } from '@disclosure/platform-graphql';
import type { CommonTypes, RefusalShape } from '@disclosure/platform-graphql';
import { execute } from '@disclosure/platform-persistence';
import type { Shell } from '@disclosure/platform-persistence';
import { allActions, roleLabel } from '@disclosure/workflow';
import type { ActionRow, Aggregate, AggregateState } from '@disclosure/workflow';
import type { ActingContext } from './context.ts';

/** What every input of an action carries. */
export interface ActionInput {
  readonly commandId: string;
  /** The record; absent where the action begins one. */
  readonly id?: string | null;
  readonly expectedVersion?: number | null;
}

export interface ActionMutationsOptions<S extends AggregateState, C extends ActingContext> {
  /** The shell with the services of this process. */
  readonly shell: (context: C) => Shell<S>;
  readonly aggregate: Aggregate<S>;
  readonly common: CommonTypes;
  /** The type of the changed object, and what it is called in payloads: `request`. */
  readonly object: () => ClassType<object>;
  readonly field: string;
  /** The record that every action addresses, where there is only one (a book): inputs then carry no `id`. */
  readonly streamId?: string;
  /** One input class for each action that is a mutation. Missing or surplus ones fail at load. */
  readonly inputs: Readonly<Record<string, ClassType<ActionInput>>>;
  /** Checks of form beyond what types say, before anything is opened. Empty: in order. */
  readonly check?: Readonly<Record<string, (input: never, context: C) => readonly Refusal[] | Promise<readonly Refusal[]>>>;
  /** The object as this viewer may see it. */
  readonly load: (context: C, streamId: string, outcome: { readonly replayed: boolean; readonly state: S; readonly commandId: string }) => Promise<object | null>;
  /** Told of every action that was forbidden to somebody who knows the record, before the answer. */
  readonly onForbidden?: (context: C, action: string, streamId: string) => Promise<void>;
  /** More fields of a payload than the object (`submitRequest` gives the tracking code). */
  readonly payloadExtras?: Readonly<Record<string, { readonly fields: (payload: ClassType<object>) => void; readonly values: (context: C, streamId: string, state: S, input: never) => Promise<object> | object }>>;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * The mutations of an aggregate, one for each row that people take, derived from the workflow tables: name, description,
 * permission and effects come from the row; only the input's fields are written by hand.
 */
export function actionMutations<S extends AggregateState, C extends ActingContext>(options: ActionMutationsOptions<S, C>): ClassType<object> {
  const { aggregate, inputs } = options;
  const rows = allActions(aggregate).filter(({ row }) => !row.internal);
  const missing = rows.filter(({ name }) => !(name in inputs)).map(({ name }) => name);
  const surplus = Object.keys(inputs).filter((name) => !rows.some((row) => row.name === name));
  if (missing.length > 0 || surplus.length > 0) throw new Error(`${aggregate.name}: actions without an input [${missing.join(', ')}], inputs without an action [${surplus.join(', ')}]`);

  class ActionResolver {}
  const prototype = ActionResolver.prototype as unknown as Record<string, unknown>;
  for (const { name, row } of rows) {
    const Input = inputs[name] as ClassType<ActionInput>;
    const Payload = payloadType(name, row, options);
    prototype[name] = (input: ActionInput, context: C) => run(name, row.by.includes('PUBLIC'), input, context, options);
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
    Arg('input', () => Input, { description: 'What is to be done, with the id of the command (内容).' })(ActionResolver.prototype, name, 0);
    Ctx()(ActionResolver.prototype, name, 1);
    Mutation(() => Payload, { description: `${row.title} (${row.clause}). By: ${row.by.map(roleLabel).join('、')}. ${row.sentence}` })(ActionResolver.prototype, name, descriptor);
  }
  Resolver()(ActionResolver);
  return ActionResolver;
}

function payloadType<S extends AggregateState, C extends ActingContext>(name: string, row: ActionRow<S, never>, options: ActionMutationsOptions<S, C>): ClassType<object> {
  class Payload {}
  Object.defineProperty(Payload, 'name', { value: `${capital(name)}Payload` });
  Field(options.object, { nullable: true, description: 'The record as it is now; null when the action was refused (办理后的记录).' })(Payload.prototype, options.field);
  Field(() => [options.common.Refusal], { description: 'Why it was not carried out; empty when it was (未办理的原因).' })(Payload.prototype, 'refusals');
  options.payloadExtras?.[name]?.fields(Payload);
  ObjectType(`${capital(name)}Payload`, { simpleResolvers: true, description: `What ${name} gives (${row.title}的结果).` })(Payload);
  return Payload;
}

async function run<S extends AggregateState, C extends ActingContext>(name: string, isForPublic: boolean, input: ActionInput, context: C, options: ActionMutationsOptions<S, C>): Promise<object> {
  const { actor } = context;
  // Before anything is said of the input: whoever is not signed in learns that first.
  if (actor.kind === 'PUBLIC' && !isForPublic) throw unauthenticated();
  checkCommandId(input.commandId, actor.kind === 'PUBLIC');
  // No record has an id that the database could not even hold; it is answered as one that is not there.
  if (input.id !== undefined && input.id !== null && !/^[!-~]{1,200}$/.test(input.id)) throw actor.kind === 'PUBLIC' ? unauthenticated() : notFound();
  const refused = (refusals: readonly Refusal[]): object => ({ [options.field]: null, refusals: refusals.map(refusalShape) satisfies RefusalShape[] });
  const wrong = await options.check?.[name]?.(input as never, context);
  if (wrong && wrong.length > 0) return refused(wrong);

  const { commandId, id, expectedVersion, ...rest } = input;
  const outcome = await execute(context.platform, options.shell(context), { actor, commandId, action: name, streamId: id ?? options.streamId ?? null, input: plain(rest), expectedVersion: expectedVersion ?? undefined });
  switch (outcome.kind) {
    case 'REFUSED': return refused(outcome.refusals);
    case 'FORBIDDEN':
      if (id !== undefined && id !== null) await options.onForbidden?.(context, name, id);
      throw actor.kind === 'PUBLIC' ? unauthenticated() : forbidden(outcome.refusal);
    case 'NOT_FOUND': throw actor.kind === 'PUBLIC' ? unauthenticated() : notFound();
    case 'DONE': {
      context.loaders.clear(); // what was read before the command is stale
      context.nudge();
      const extras = await options.payloadExtras?.[name]?.values(context, outcome.streamId, outcome.state, input as never);
      return { [options.field]: await options.load(context, outcome.streamId, { ...outcome, commandId }), refusals: [], ...extras };
    }
  }
}

/** Ids of commands are the client's; anonymous ones carry 128 random bits, or a stranger could guess into another's answer. */
function checkCommandId(commandId: string, anonymous: boolean): void {
  const pattern = anonymous ? /^[A-Za-z0-9_-]{22,64}$/ : /^[A-Za-z0-9_:.-]{1,64}$/;
  if (!pattern.test(commandId)) throw invalidInput('commandId', anonymous ? '22 至 64 位随机字母、数字（128 位随机数，如 UUID）' : '1 至 64 位字母、数字或 -_:.');
}

/** Instances of input classes as plain objects, without what was left out: canonical JSON has one spelling for each. */
function plain(value: object): object {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => (member === null ? undefined : member))) as object;
}
