import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, Kind, print, visit } from 'graphql';
import type { ASTNode, ConstDirectiveNode, DocumentNode, FieldDefinitionNode, GraphQLSchema, InputValueDefinitionNode, TypeDefinitionNode } from 'graphql';

/** `printSchema` writes these itself. */
const PRINTED = new Set(['deprecated', 'specifiedBy', 'oneOf']);

const directivesOf = (astNode: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined): readonly ConstDirectiveNode[] =>
  (astNode?.directives ?? []).filter((directive) => !PRINTED.has(directive.name.value));

function withDirectives<N extends ASTNode & { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(node: N, extra: readonly ConstDirectiveNode[]): N {
  return extra.length === 0 ? node : { ...node, directives: [...(node.directives ?? []), ...extra] };
}

/**
 * graphql-js prints a schema without the directives that were put on its types; type-graphql keeps them in the `astNode`s.
 * This puts them back into the printed document: on types, fields, arguments, input fields and enum values.
 */
export function printWithDirectives(schema: GraphQLSchema, printed: DocumentNode): string {
  const dressField = (field: FieldDefinitionNode, typeName: string): FieldDefinitionNode => {
    const type = schema.getType(typeName);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    const args = field.arguments?.map((argument) => withDirectives(argument, directivesOf(definition?.args.find(({ name }) => name === argument.name.value)?.astNode)));
    return withDirectives({ ...field, ...(args ? { arguments: args } : {}) }, directivesOf(definition?.astNode));
  };
  const dressType = (node: TypeDefinitionNode): TypeDefinitionNode => {
    const type = schema.getType(node.name.value);
    const dressed = withDirectives(node, directivesOf(type?.astNode));
    if (dressed.kind === Kind.OBJECT_TYPE_DEFINITION || dressed.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      return { ...dressed, fields: (dressed.fields ?? []).map((field) => dressField(field, node.name.value)) };
    }
    if (dressed.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && isInputObjectType(type)) {
      const dressInput = (field: InputValueDefinitionNode) => withDirectives(field, directivesOf(type.getFields()[field.name.value]?.astNode));
      return { ...dressed, fields: (dressed.fields ?? []).map(dressInput) };
    }
    if (dressed.kind === Kind.ENUM_TYPE_DEFINITION && isEnumType(type)) {
      return { ...dressed, values: (dressed.values ?? []).map((value) => withDirectives(value, directivesOf(type.getValue(value.name.value)?.astNode))) };
    }
    return dressed;
  };
  const document = visit(printed, {
    ObjectTypeDefinition: dressType, InterfaceTypeDefinition: dressType, InputObjectTypeDefinition: dressType,
    EnumTypeDefinition: dressType, ScalarTypeDefinition: dressType, UnionTypeDefinition: dressType,
  });
  return print(document);
}
