import { LocalDateScalar } from '@disclosure/platform-graphql';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DivisionKind, Office } from './enums.type.ts';

@ObjectType({ simpleResolvers: true, description: 'How to reach an agency (联系方式).' })
export class AgencyContact {
  @Field(() => String, { description: 'Postal address (地址).' }) address!: string;
  @Field(() => String, { description: 'Telephone (电话).' }) telephone!: string;
  @Field(() => String, { description: 'E-mail (电子邮箱).' }) email!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'An administrative organ (行政机关): the department itself, or another that the procedures write to.' })
export class Agency {
  @Field(() => ID, { description: 'Its code (代码).' }) id!: string;
  @Field(() => String, { description: 'Its name (名称).' }) name!: string;
  @Field(() => String, { description: 'Its code in document numbers (发文代字): `吉工信`.' }) documentCode!: string;
  @Field(() => Boolean, { description: 'True for the department itself (本机关).' }) isOwn!: boolean;
  @Field(() => [String], { description: 'What it is competent for (职责主题).' }) topics!: string[];
  @Field(() => AgencyContact, { description: 'How to reach it (A1-19-4) (联系方式).' }) contact!: AgencyContact;
  @Field(() => [Division], { description: 'Its divisions in being today, where it is the department itself (内设机构).' }) divisions?: Division[];
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A division or affiliated institution of the department (处室、厅属事业单位).' })
export class Division {
  @Field(() => ID, { description: 'Its code, never used again (代码).' }) id!: string;
  @Field(() => String, { description: 'Its name today (名称).' }) name!: string;
  @Field(() => DivisionKind, { description: 'What kind of body (类型).' }) kind!: string;
  @Field(() => String, { description: 'The kind in Chinese (类型名称).' }) kindLabel!: string;
  @Field(() => [String], { description: 'What it is competent for (职责主题).' }) topics!: string[];
  @Field(() => LocalDateScalar, { description: 'In being from this day (设立日期).' }) from!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'In being up to this day; null: still (撤销日期).' }) to!: string | null;
  @Field(() => Agency, { description: 'The agency that it belongs to (所属机关).' }) agency?: Agency;
  @Field(() => Division, { nullable: true, description: 'The division that took over its duties; null: none (承接处室).' }) succeededBy?: Division | null;
  @Field(() => [Officer], { nullable: true, description: 'Who holds an office of it today; visible to officers alone, null for everybody else (人员).' }) officers?: Officer[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'An office that an officer holds (职务).' })
export class HeldOffice {
  @Field(() => Office, { description: 'The office (职务).' }) office!: string;
  @Field(() => String, { description: 'The office in Chinese (职务名称).' }) label!: string;
  @Field(() => Division, { nullable: true, description: 'The division that it is held for; null: the whole agency (处室).' }) division!: Division | null;
  @Field(() => LocalDateScalar, { description: 'Held from this day (任职日期).' }) from!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Held up to this day; null: open (免职日期).' }) to!: string | null;
  @Field(() => Officer, { nullable: true, description: 'Whom it is held for by deputation; null: held in one’s own right (委托人).' }) standsFor?: Officer | null;
  standsForId!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A person of the staff (工作人员); visible to officers alone.' })
export class Officer {
  @Field(() => ID, { description: 'Its code (代码).' }) id!: string;
  @Field(() => String, { description: 'Name (姓名).' }) name!: string;
  @Field(() => String, { description: 'Login (登录名).' }) login!: string;
  @Field(() => [HeldOffice], { description: 'The offices held today, deputations included (现任职务).' }) offices!: HeldOffice[];
}

@ObjectType({ simpleResolvers: true, description: 'Who answers for a topic (职责目录): for assignment inside, for referral outside (A1-19-4).' })
export class CompetentBodies {
  @Field(() => [Division], { description: 'Divisions of the department, the closest first (处室).' }) divisions!: Division[];
  @Field(() => [Agency], { description: 'Other agencies, the closest first (其他机关).' }) agencies!: Agency[];
}

@ObjectType({ simpleResolvers: true, description: 'The officer who is signed in (当前登录人员).' })
export class Me {
  @Field(() => Officer, { description: 'The person (本人).' }) person!: Officer;
  @Field(() => [HeldOffice], { description: 'The offices held today (现任职务).' }) offices!: HeldOffice[];
  @Field(() => Division, { nullable: true, description: 'The division of the first office held; null where no office is of a division (所在处室).' }) division!: Division | null;
  @Field(() => [Division], { description: 'Every division that an office is held for (相关处室).' }) divisions!: Division[];
}
