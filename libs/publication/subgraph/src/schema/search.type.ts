import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { common, Validity } from './common.ts';
import { Disclosure } from './disclosure.type.ts';

@InputType({ description: 'Which disclosures (筛选条件): all conditions hold together.' })
export class DisclosureFilter {
  @Field(() => ID, { nullable: true, description: 'In this category or below it (类目).' }) categoryId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this holding division (处室).' }) divisionId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Formed in this year (年份).' }) year?: number | null;
  @Field(() => Validity, { nullable: true, description: 'Validity (有效性).' }) validity?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A stretch of a snippet (摘录片段).' })
export class SearchSnippetPart {
  @Field(() => String, { description: 'The text (文字).' }) text!: string;
  @Field(() => Boolean, { description: 'True for what was looked for (命中).' }) isMatch!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A disclosure that was found (检索结果).' })
export class DisclosureSearchEdge {
  @Field(() => String, { description: 'Its place, opaque (游标).' }) cursor!: string;
  @Field(() => Disclosure, { description: 'The disclosure (条目).' }) node!: Disclosure;
  @Field(() => [SearchSnippetPart], { description: 'Where it says what was looked for (摘录).' }) snippet!: SearchSnippetPart[];
}

@ObjectType({ simpleResolvers: true, description: 'One value of a facet, and how many of the found disclosures have it (分面取值).' })
export class SearchFacetValue {
  @Field(() => String, { description: 'The value, as a filter takes it (取值).' }) value!: string;
  @Field(() => String, { description: 'In Chinese (名称).' }) label!: string;
  @Field(() => Int, { description: 'How many (条数).' }) count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What the found disclosures divide into (分面).' })
export class SearchFacet {
  @Field(() => String, { description: '`category`, `division`, `year` or `validity` (分面).' }) name!: string;
  @Field(() => [SearchFacetValue], { description: 'Most frequent first (取值).' }) values!: SearchFacetValue[];
}

@ObjectType({ simpleResolvers: true, description: 'A page of search results (检索结果页).' })
export class DisclosureSearchConnection {
  @Field(() => [DisclosureSearchEdge], { description: 'Results of this page (结果).' }) edges!: DisclosureSearchEdge[];
  @Field(() => common.PageInfo, { description: 'Where this page lies (分页信息).' }) pageInfo!: object;
  @Field(() => [SearchFacet], { description: 'Facets of all results (分面).' }) facets!: SearchFacet[];
  @Field(() => Int, { description: 'How many results there are (总数).' }) totalCount!: number;
}
