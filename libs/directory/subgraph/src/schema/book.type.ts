import { DateTimeScalar, DigestScalar, LocalDateScalar, makeConnection, makePageArgs } from '@disclosure/platform-graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { BookName, common } from './enums.type.ts';
import { Officer } from './organisation.type.ts';

@ObjectType({ simpleResolvers: true, description: 'A numbered revision of a book of reference (参考簿版本); never changed.' })
export class BookRevision {
  @Field(() => BookName, { description: 'The book (参考簿).' }) book!: string;
  @Field(() => Int, { description: 'Its number, without gaps (版本号).' }) revision!: number;
  @Field(() => DigestScalar, { description: 'SHA-256 of its content (摘要值).' }) digest!: string;
  @Field(() => DateTimeScalar, { description: 'When it was published (发布时间).' }) publishedAt!: string;
  @Field(() => LocalDateScalar, { description: 'From which day the change holds (生效日期).' }) effectiveOn!: string;
  @Field(() => String, { description: 'What was done, in Chinese (事项).' }) note!: string;
  @Field(() => String, { nullable: true, description: 'The administrator’s reason; null for the first edition (理由).' }) reason!: string | null;
  @Field(() => Officer, { nullable: true, description: 'Who did it; null for the platform itself (办理人).' }) by!: Officer | null;
  @Field(() => String, { description: 'In what capacity, as it was then, in Chinese (当时职务).' }) actingAs!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A book of reference (参考簿): the working days, the law, or the organisation.' })
export class Book {
  @Field(() => ID, { description: 'Its name (名称).' }) id!: string;
  @Field(() => BookName, { description: 'Which of the three (参考簿).' }) book!: string;
  @Field(() => Int, { description: 'Version of the record, for `expectedVersion` (记录版本).' }) version!: number;
  @Field(() => BookRevision, { description: 'Its newest revision (现行版本).' }) current!: BookRevision;
}

export const { Connection: BookRevisionConnection } = makeConnection(common, 'BookRevision', () => BookRevision);
export type BookRevisionConnection = InstanceType<typeof BookRevisionConnection>;
export const PageArgs = makePageArgs();
export type PageArgs = InstanceType<typeof PageArgs>;
