import { isEnumType, specifiedScalarTypes } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

const INTEGER = /^-?\d+$/;
const isWhole = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && INTEGER.test(String(value));

/** Whether a value that a subgraph gave fits the type; null where everything does: of a scalar of our own only the subgraph knows. */
export function leafCheck(type: GraphQLLeafType): ((value: unknown) => boolean) | null {
  if (isEnumType(type)) return (value) => typeof value === 'string' && type.getValue(value) !== undefined;
  if (!specifiedScalarTypes.some(({ name }) => name === type.name)) return null;
  switch (type.name) {
    case 'Boolean': return (value) => typeof value === 'boolean';
    case 'Int': return isWhole;
    case 'Float': return (value) => typeof value === 'number' && Number.isFinite(value);
    case 'ID': return (value) => typeof value === 'string' || isWhole(value);
    default: return (value) => typeof value === 'string';
  }
}
