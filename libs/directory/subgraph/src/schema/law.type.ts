import { LocalDateScalar } from '@disclosure/platform-graphql';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Certainty, GroundUse, LimitDirection, TimeUnit } from './enums.type.ts';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'An article, item or paragraph of the notice or of a law (条款), as it is cited.' })
export class Clause {
  @Field(() => ID, { description: 'Its citation (编号): `A1-17-2` is annex 1, article 17, item 二; `R-33` article 33 of the Regulations.' }) id!: string;
  @Field(() => String, { description: 'What people call it (名称): `附件1第十七条第（二）项`.' }) title!: string;
  @Field(() => String, { description: 'Its text in Chinese; a gist where `verbatim` is false (内容).' }) text!: string;
  @Field(() => Int, { nullable: true, description: 'The annex of the notice, 1 to 7; null for other sources (附件).' }) annex!: number | null;
  @Field(() => String, { description: 'Where it stands (出处).' }) source!: string;
  @Field(() => Boolean, { description: 'True when the text is the source’s own, to the letter (是否原文).' }) verbatim!: boolean;
  @Field(() => Clause, { nullable: true, description: 'What it is part of; null at the top (上级条款).' }) parent?: Clause | null;
}

@ObjectType({ simpleResolvers: true, description: 'A statutory time limit (期限), as it holds between two dates.' })
export class TimeLimit {
  @Field(() => ID, { description: 'Its number (编号): `T01`.' }) id!: string;
  @Field(() => String, { description: 'Its name (名称).' }) title!: string;
  @Field(() => Int, { description: 'Its length in `unit` (长度).' }) length!: number;
  @Field(() => TimeUnit, { description: 'What it is counted in (单位).' }) unit!: string;
  @Field(() => String, { description: 'The unit in Chinese (单位名称).' }) unitLabel!: string;
  @Field(() => LimitDirection, { description: 'Which way it is counted (方向).' }) direction!: string;
  @Field(() => Boolean, { description: 'True when an end on a day off moves to a working day (遇节假日顺延).' }) rollOver!: boolean;
  @Field(() => String, { description: 'What starts it (起算).' }) starts!: string;
  @Field(() => [Clause], { description: 'The clauses that it rests on, the one that people are told first (依据条款).' }) clauses!: Clause[];
  @Field(() => Certainty, { description: 'How sure its length is (可靠程度).' }) certainty!: string;
  @Field(() => Boolean, { description: 'True when the law leaves it to the department (可由本机关设定).' }) configurable!: boolean;
  @Field(() => LocalDateScalar, { description: 'Holds from this day (施行日期).' }) validFrom!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Holds up to this day; null: open (失效日期).' }) validTo!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A lawful ground for withholding (不予公开的理由).' })
export class GroundRule {
  @Field(() => ID, { description: 'Its code (代码): `STATE_SECRET`.' }) id!: string;
  @Field(() => String, { description: 'Its name (名称).' }) label!: string;
  @Field(() => [Clause], { description: 'The clauses that it rests on (依据条款).' }) clauses!: Clause[];
  @Field(() => Int, { nullable: true, description: 'Row of the annual report’s table 3, 三（三）; null where it has none (年报行次).' }) reportRow!: number | null;
  @Field(() => [GroundUse], { description: 'Where it can be used (适用范围).' }) uses!: string[];
  @Field(() => LocalDateScalar, { description: 'Holds from this day (施行日期).' }) validFrom!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Holds up to this day; null: open (失效日期).' }) validTo!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An outcome that a request can have (办理结果).' })
export class OutcomeRule {
  @Field(() => ID, { description: 'Its code (代码): `PARTLY_DISCLOSED`.' }) id!: string;
  @Field(() => String, { description: 'Its name (名称).' }) label!: string;
  @Field(() => [Clause], { description: 'The clauses that it rests on (依据条款).' }) clauses!: Clause[];
  @Field(() => String, { description: 'Row of the annual report’s table 3; `*` stands for the ground (年报行次).' }) reportRow!: string;
  @Field(() => [String], { description: 'The grounds it may carry, by code; empty: none (可用理由).' }) grounds!: string[];
  @Field(() => [String], { description: 'What its reply must carry, by field (答复应载明).' }) mustCarry!: string[];
}
