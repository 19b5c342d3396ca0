import { getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLArgument, GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';

export interface GeneratedOperation {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

/** Names that every object inherits: an executor must keep them apart from what was asked. */
const NASTY = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'then', 'valueOf'];

/**
 * An operation out of a tape of numbers: the same for the same tape, and simpler for a shorter tape or smaller numbers, so that
 * fast-check can shrink. Most are valid; the few that aren't (fields that can't be merged) are for the caller to leave out.
 */
export function operationFrom(schema: GraphQLSchema, tape: readonly number[]): GeneratedOperation {
  let position = 0;
  const pick = (choices: number): number => (choices <= 1 ? 0 : (tape[position++] ?? 0) % choices);
  const chance = (oneIn: number): boolean => pick(oneIn) === oneIn - 1;
  const fragments: string[] = [];
  const variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const definitions = new Map<string, string>();
  let aliases = 0;

  const literal = (type: GraphQLInputType): string => JSON.stringify(valueFor(type)).replace(/"([A-Za-z_]\w*)":/g, '$1:');
  function valueFor(type: GraphQLInputType): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return Array.from({ length: 1 + pick(3) }, () => valueFor(nullable.ofType));
    if (isEnumType(nullable)) return nullable.getValues()[pick(nullable.getValues().length)]?.name;
    if (isInputObjectType(nullable)) return Object.fromEntries(Object.values(nullable.getFields()).filter(({ type: inner }) => isNonNullType(inner)).map(({ name, type: inner }) => [name, valueFor(inner)]));
    switch ((nullable as { name: string }).name) {
      case 'Int': case 'Long': return pick(7);
      case 'Float': return pick(9) / 4;
      case 'Boolean': return pick(2) === 0;
      case 'LocalDate': return `2026-02-1${pick(9)}`;
      case 'DateTime': return `2026-02-1${pick(9)}T01:00:00.000Z`;
      default: return `k-${pick(20)}`;
    }
  }
  // An enum's value is no string in a literal.
  const hasEnum = (type: GraphQLInputType): boolean => { const named = getNamedType(type); return isEnumType(named) || isInputObjectType(named); };

  function argument({ name, type, defaultValue }: GraphQLArgument): string {
    if (!isNonNullType(type) && chance(2)) return '';
    if (hasEnum(type) || chance(2)) {
      const variable = `v${definitions.size}`;
      const canOmit = !isNonNullType(type) && defaultValue === undefined;
      definitions.set(variable, `$${variable}: ${String(type)}`);
      if (!canOmit || !chance(4)) variables[variable] = canOmit && chance(6) ? null : valueFor(type);
      return `${name}: $${variable}`;
    }
    return `${name}: ${literal(type)}`;
  }

  function condition(): string {
    if (!chance(5)) return '';
    const directive = chance(2) ? 'skip' : 'include';
    if (chance(3)) return ` @${directive}(if: ${chance(2)})`;
    const variable = `if${pick(3)}`;
    if (!definitions.has(variable)) {
      const hasDefault = chance(3);
      definitions.set(variable, `$${variable}: Boolean! ${hasDefault ? `= ${chance(2)}` : ''}`);
      if (!hasDefault || chance(2)) variables[variable] = chance(2);
    }
    return ` @${directive}(if: $${variable})`;
  }

  function fieldOf(parent: GraphQLCompositeType, { name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const given = args.map(argument).filter((text) => text !== '').join(', ');
    const inner = getNamedType(type);
    const nasty = chance(25) ? NASTY[pick(NASTY.length)] : undefined;
    const alias = nasty ?? (given !== '' || chance(6) || isObjectType(parent) && chance(4) ? `a${aliases++}` : undefined);
    const selection = isCompositeType(inner) ? ` ${selectionSet(inner, depth - 1)}` : '';
    return `${alias === undefined ? '' : `${alias}: `}${name}${given === '' ? '' : `(${given})`}${condition()}${selection}`;
  }

  function selectionSet(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields()).filter(({ type: inner }) => depth > 0 || !isCompositeType(getNamedType(inner)));
    const parts: string[] = [];
    for (let count = 1 + pick(4); count > 0; count -= 1) {
      if (fields.length === 0 || chance(4)) parts.push(fragmentOn(type, depth));
      else if (chance(8)) parts.push(`${chance(3) ? `t${aliases++}: ` : ''}__typename${condition()}`);
      else parts.push(fieldOf(type, fields[pick(fields.length)] as GraphQLField<unknown, unknown>, depth));
    }
    return `{ ${parts.join(' ')} }`;
  }

  function fragmentOn(type: GraphQLCompositeType, depth: number): string {
    if (depth <= 0) return '__typename';
    const related = [type, ...(isAbstractType(type) ? schema.getPossibleTypes(type) : []), ...(isInterfaceType(type) || isObjectType(type) ? type.getInterfaces() : [])];
    const on = related[pick(related.length)] as GraphQLCompositeType;
    const selection = selectionSet(on, depth - 1);
    if (chance(4)) {
      const name = `F${fragments.length}`;
      fragments.push(`fragment ${name} on ${on.name} ${selection}`);
      return `...${name}${condition()}${chance(3) ? ` ...${name}` : ''}`;
    }
    return `... ${on === type && chance(2) ? '' : `on ${on.name}`}${condition()} ${selection}`;
  }

  const mutation = schema.getMutationType();
  const isMutation = mutation !== null && mutation !== undefined && chance(8);
  const root = isMutation ? mutation : schema.getQueryType();
  if (!root) throw new Error('a schema without queries');
  const body = selectionSet(root, 5);
  const head = definitions.size === 0 ? '' : `(${[...definitions.values()].join(', ')})`;
  return { source: [`${isMutation ? 'mutation' : 'query'} Q${head} ${body}`, ...fragments].join('\n'), variables };
}
