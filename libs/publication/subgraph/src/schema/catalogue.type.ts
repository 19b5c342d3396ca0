import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A category of the disclosure catalogue (公开目录类目), A1-6, R-12.' })
export class CatalogueCategory {
  @Field(() => ID, { description: 'Its code (代码).' }) id!: string;
  @Field(() => String, { description: 'Its name (名称).' }) name!: string;
  @Field(() => Int, { description: 'Its place among its siblings (顺序).' }) ordinal!: number;
  @Field(() => ID, { description: 'The clause that asks for it (依据条款).' }) clause!: string;
  @Field(() => [ID], { description: 'The items of the Regulations\' article 20 that it takes in (条例第二十条各项).' }) items!: string[];
  @Field(() => CatalogueCategory, { nullable: true, description: 'The category above; null for a part of the section (上级类目).' }) parent?: CatalogueCategory | null;
  @Field(() => [CatalogueCategory], { description: 'The categories below, in order (下级类目).' }) children?: CatalogueCategory[];
  @Field(() => Int, { description: 'How many items the public can read in it and below (公开条目数).' }) disclosureCount?: number;
}
