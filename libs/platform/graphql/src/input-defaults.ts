import { getNamedType, getNullableType, getOperationAST, isInputObjectType, isListType, typeFromAST, valueFromAST } from 'graphql';
import type { DocumentNode, GraphQLInputType, GraphQLSchema } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Fills in the defaults of input fields that the client left out. graphql-jit 0.8.9 does so for nullable fields alone and refuses
 * the others (`form: FormOfProvision! = ELECTRONIC_COPY`) as missing; and so it does with variables (`$order: SearchOrder! = DATE`). Null
 * where no variable of the operation has an input type or a default.
 */
export function inputDefaults(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): ((variables: Variables) => Variables) | null {
  const types = new Map<string, GraphQLInputType>();
  const defaults: Record<string, unknown> = {};
  for (const { variable, type, defaultValue } of getOperationAST(document, operationName)?.variableDefinitions ?? []) {
    const known = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    if (known && isInputObjectType(getNamedType(known))) types.set(variable.name.value, known);
    if (known && defaultValue) defaults[variable.name.value] = valueFromAST(defaultValue, known);
  }
  if (types.size === 0 && Object.keys(defaults).length === 0) return null;
  return (variables) => Object.fromEntries([...Object.entries(defaults).filter(([name]) => variables[name] === undefined), ...Object.entries(variables).filter(([, value]) => value !== undefined)].map(([name, value]) => [name, filled(types.get(name), value)]));
}

function filled(type: GraphQLInputType | undefined, value: unknown): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return Array.isArray(value) ? value.map((member) => filled(nullable.ofType as GraphQLInputType, member)) : filled(nullable.ofType as GraphQLInputType, value);
  if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as Record<string, unknown>;
  const complete: Record<string, unknown> = { ...given };
  for (const field of Object.values(nullable.getFields())) {
    if (given[field.name] === undefined) {
      if (field.defaultValue !== undefined) complete[field.name] = field.defaultValue;
    } else complete[field.name] = filled(field.type, given[field.name]);
  }
  return complete;
}
