import { GraphQLError, isCompositeType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLNullableType, GraphQLOutputType } from 'graphql';
import { UnfitAnswer } from './errors.ts';
import { leafCheck } from './leaf.ts';
import { reader, writer } from './names.ts';
import type { Data } from './names.ts';
import { membersOf } from './selection.ts';
import type { Member, Reading, Selected } from './selection.ts';
import type { AnswerPath } from './walk.ts';

/** One projection of one answer. */
export interface Projecting {
  /** Where we are; longer than that where we were deeper before. */
  readonly path: AnswerPath;
  /** Values that do not fit the graph. */
  readonly errors: GraphQLError[];
  /** Answers `__schema` and `__type`. */
  introspect(key: string, nodes: readonly FieldNode[]): unknown;
}

/** A value that must not be, and of which the reason is already among the errors: what is around it may have to go too. */
const UNFIT = Symbol('unfit');

/** Value of a nullable type: the value for the client, null, or UNFIT. */
type Complete = (value: NonNullable<unknown>, projecting: Projecting) => unknown;
/** Puts one member into the answer; false where the object can't be. */
type Put = (from: Data, to: Data, projecting: Projecting) => boolean;
/** Says what a value is, by the last step of its path. */
type What = (last: string | number) => string;
type Project = (from: Data, projecting: Projecting) => Data | typeof UNFIT;

/**
 * From all that was fetched, only what was asked, in the order asked; null where a value doesn't fit its type, and around
 * it as far as the types demand. One function for each type that an object turns out to be, made when first met.
 */
export function compileProjection(reading: Reading, selections: readonly Selected[]): (data: Data, projecting: Projecting) => Data | null {
  const project = projectionOf(reading, selections, undefined, 0);
  return (data, projecting) => {
    const answer = project(data, projecting);
    return answer === UNFIT ? null : answer;
  };
}

function projectionOf(reading: Reading, selections: readonly Selected[], actual: GraphQLCompositeType | undefined, depth: number): Project {
  const puts = membersOf(reading, selections, actual).map((member) => putOf(reading, member, depth));
  return (from, projecting) => {
    const to: Data = {};
    for (const put of puts) if (!put(from, to, projecting)) return UNFIT;
    return to;
  };
}

function putOf(reading: Reading, member: Member, depth: number): Put {
  const { key } = member;
  const put = writer(key);
  if (member.kind === 'introspection') {
    return (_from, to, projecting) => {
      put(to, projecting.introspect(key, member.nodes));
      return true;
    };
  }
  if (member.kind === 'typename') return putTypename(reading, member);

  const read = reader(member.source);
  const what: What = () => `field ${member.parent.name}.${key}`;
  const isRequired = isNonNullType(member.type);
  const complete = completion(reading, isRequired ? member.type.ofType : member.type, member, depth, what);
  return (from, to, projecting) => {
    projecting.path[depth] = key;
    const value = read(from);
    let done: unknown = value === null || value === undefined ? null : complete(value, projecting);
    if (isRequired) {
      if (done === null) refuse(projecting, depth, 'Cannot return null for non-nullable', what);
      if (done === null || done === UNFIT) return false;
    } else if (done === UNFIT) done = null;
    put(to, done);
    return true;
  };
}

/**
 * The type's name as the graph knows it. A subgraph that knows an interface as an object gives the interface's name; where no
 * other subgraph could tell the true one, there is no such object for the client.
 */
function putTypename(reading: Reading, { key, source, parent }: Member): Put {
  const read = reader(source);
  const put = writer(key);
  return (from, to) => {
    const name = read(from) ?? from['__typename'];
    const type = (typeof name === 'string' ? reading.schema.getType(name) : undefined) ?? parent;
    if (!isObjectType(type)) return false;
    put(to, type.name);
    return true;
  };
}

function completion(reading: Reading, type: GraphQLNullableType & GraphQLOutputType, member: Member, depth: number, what: What): Complete {
  if (isListType(type)) return list(reading, type.ofType as GraphQLOutputType, member, depth + 1);
  if (isCompositeType(type)) return composite(reading, member, depth, what);
  if (!isLeafType(type)) throw new UnfitAnswer(`no value of ${String(type)} can be given`);
  const fits = leafCheck(type);
  if (!fits) return (value) => value;
  return (value, projecting) => {
    if (fits(value)) return value;
    refuse(projecting, depth, 'Invalid value found for', what);
    return UNFIT;
  };
}

function list(reading: Reading, elementType: GraphQLOutputType, member: Member, depth: number): Complete {
  const isRequired = isNonNullType(elementType);
  const nullable = (isRequired ? elementType.ofType : elementType) as GraphQLNullableType & GraphQLOutputType;
  const what: What = (index) => `array element of type ${String(nullable)} at index ${index}`;
  const complete = completion(reading, nullable, member, depth, what);
  return (value, projecting) => {
    if (!Array.isArray(value)) throw new UnfitAnswer(`a subgraph gave no list for ${member.parent.name}.${member.key}`);
    const done: unknown[] = [];
    let isUnfit = false;
    for (let index = 0; index < value.length; index += 1) {
      projecting.path[depth] = index;
      const element: unknown = value[index];
      let completed: unknown = element === null || element === undefined ? null : complete(element, projecting);
      if (isRequired) {
        if (completed === null) refuse(projecting, depth, 'Cannot return null for non-nullable', what);
        if (completed === null || completed === UNFIT) isUnfit = true;
      } else if (completed === UNFIT) completed = null;
      done.push(completed);
    }
    return isUnfit ? UNFIT : done;
  };
}

function composite(reading: Reading, member: Member, depth: number, what: What): Complete {
  // By the names of the schema's types, which are few; a name that isn't one is never kept.
  const projections = new Map<unknown, Project>();
  const projectionFor = (typeName: unknown): Project | null => {
    const known = projections.get(typeName);
    if (known) return known;
    const actual = typeName === undefined ? undefined : reading.schema.getType(String(typeName));
    // A type that clients may not know of is none to them, and is not named.
    if (typeName !== undefined && (!actual || !isCompositeType(actual))) return null;
    const made = projectionOf(reading, member.selected, actual as GraphQLCompositeType | undefined, depth + 1);
    projections.set(typeName, made);
    return made;
  };
  return (value, projecting) => {
    if (typeof value !== 'object') throw new UnfitAnswer(`a subgraph gave no object for ${member.parent.name}.${member.key}`);
    const project = projectionFor((value as Data)['__typename']);
    if (project) return project(value as Data, projecting);
    refuse(projecting, depth, 'Invalid __typename found for object at', what);
    return UNFIT;
  };
}

function refuse(projecting: Projecting, depth: number, complaint: string, what: What): void {
  const path = projecting.path.slice(0, depth + 1);
  projecting.errors.push(new GraphQLError(`${complaint} ${what(path[depth] ?? '')}.`, { path, extensions: { code: 'INVALID_GRAPHQL' } }));
}
