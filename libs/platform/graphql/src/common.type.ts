import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Refusal as DomainRefusal } from '@disclosure/kernel';
import { DateTimeScalar, LocalDateScalar } from './scalars.ts';

/** Effects on a limit (glossary), spelt as everywhere. */
export const CLOCK_EFFECTS = ['START', 'RESET', 'SUSPEND', 'RESUME', 'EXTEND', 'REPLACE', 'STOP', 'NONE'] as const;
export const CLOCK_STATES = ['RUNNING', 'SUSPENDED', 'STOPPED'] as const;

const enumOf = <T extends string>(values: readonly T[]): { [K in T]: K } => Object.fromEntries(values.map((value) => [value, value])) as { [K in T]: K };

/**
 * The value types that every subgraph speaks in. type-graphql keeps one store of metadata for the process, and a class
 * belongs to one subgraph: so each subgraph calls this once and uses its own classes. They are the same in each, hence
 * `@shareable`. `@listSize` tells the gateway how long such lists are, so that a page of records with their clocks is not taken for
 * more than it is. They have plain property fields; give them objects of that shape.
 */
export function makeCommonTypes() {
  const ClockEffectKind = enumOf(CLOCK_EFFECTS);
  registerEnumType(ClockEffectKind, {
    name: 'ClockEffectKind',
    description: 'What an act does to a time limit (对期限的影响).',
    valuesConfig: {
      START: { description: 'The limit begins (起算).' },
      RESET: { description: 'The whole period counts anew (重新计算).' },
      SUSPEND: { description: 'The time is not counted (中止，不计算在内).' },
      RESUME: { description: 'Counting goes on (恢复).' },
      EXTEND: { description: 'The limit is lengthened (延长).' },
      REPLACE: { description: 'The due date is set anew (改定期限).' },
      STOP: { description: 'The limit ends (终止，送达).' },
      NONE: { description: 'No effect (无影响).' },
    },
  });
  const ClockState = enumOf(CLOCK_STATES);
  registerEnumType(ClockState, {
    name: 'ClockState',
    description: 'Whether a time limit is being counted (期限状态).',
    valuesConfig: {
      RUNNING: { description: 'Being counted (计算中).' },
      SUSPENDED: { description: 'Not being counted (中止).' },
      STOPPED: { description: 'Ended (已终止).' },
    },
  });

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'A name and a value that a decision was computed from (事实).' })
  class Fact {
    @Field(() => String, { description: 'What it is.' }) name!: string;
    @Field(() => String, { nullable: true, description: 'Its value as text; null where there is none.' }) value!: string | null;
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'Why an action was not carried out (不予办理的原因): data, never an error.' })
  class Refusal {
    @Field(() => String, { description: 'Stable code, in capitals: `EXTENSION_ALREADY_USED`.' }) code!: string;
    @Field(() => String, { description: 'The reason in Chinese, to be shown as it is (说明).' }) message!: string;
    @Field(() => String, { nullable: true, description: 'Dotted path of the input field at fault (字段).' }) field!: string | null;
    @Field(() => ID, { nullable: true, description: 'The clause that it rests on (依据条款): `A1-17-2`.' }) clause!: string | null;
    @Directive('@listSize(assumedSize: 3)')
    @Field(() => [Fact], { description: 'What the decision was computed from (事实).' }) facts!: Fact[];
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'What an action would do to one time limit (对期限的影响).' })
  class DeadlineEffect {
    @Field(() => ID, { description: 'The limit (期限): `T01`.' }) limit!: string;
    @Field(() => ClockEffectKind, { description: 'The effect (影响).' }) effect!: keyof typeof ClockEffectKind;
    @Field(() => String, { description: 'The same in a Chinese sentence (说明).' }) sentence!: string;
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'An action that the viewer may think of taking on this record (可办理事项).' })
  class AvailableAction {
    @Field(() => String, { description: 'The action, and the name of its mutation: `extendReplyPeriod`.' }) action!: string;
    @Field(() => String, { description: 'The action in Chinese (名称).' }) title!: string;
    @Field(() => String, { description: 'What will happen, in a Chinese sentence (说明).' }) sentence!: string;
    @Directive('@listSize(assumedSize: 2)')
    @Field(() => [Refusal], { description: 'What is still missing; empty when it can be taken now (尚缺条件).' }) refusals!: Refusal[];
    @Directive('@listSize(assumedSize: 2)')
    @Field(() => [DeadlineEffect], { description: 'What it does to time limits (对期限的影响).' }) deadlineEffects!: DeadlineEffect[];
    @Field(() => String, { nullable: true, description: 'The state that the record shows then; null where it stays as it is, or where that depends on the input (办理后状态).' }) nextState!: string | null;
    @Field(() => String, { nullable: true, description: 'Who will hold the record then, in Chinese (办理后承办人).' }) nextHolder!: string | null;
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'A day that a time limit does not count (不计算在内的日期).' })
  class ExcludedDay {
    @Field(() => LocalDateScalar, { description: 'The day (日期).' }) date!: string;
    @Field(() => String, { description: 'Why, in Chinese (原因): `周末`, `国庆节`, `征求第三方意见期间`.' }) reason!: string;
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'A stretch of a time limit, from one effect to the next (期限分段).' })
  class ClockSegment {
    @Field(() => LocalDateScalar, { description: 'First day (自).' }) from!: string;
    @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; null while it goes on (至).' }) to!: string | null;
    @Field(() => ClockEffectKind, { description: 'The effect that began it (影响).' }) effect!: keyof typeof ClockEffectKind;
    @Field(() => ID, { description: 'The clause of that effect (依据条款).' }) clause!: string;
    @Field(() => Int, { description: 'Units of the limit counted in it (已计天数).' }) daysCounted!: number;
    @Directive('@listSize(assumedSize: 5)')
    @Field(() => [ExcludedDay], { description: 'Days in it that are not counted (不计算在内).' }) excludedDays!: ExcludedDay[];
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'A time limit as it stands, explaining itself (期限计算).' })
  class Clock {
    @Field(() => ClockState, { description: 'Whether it is being counted (状态).' }) state!: keyof typeof ClockState;
    @Field(() => LocalDateScalar, { description: 'The day it began; that day is not counted (起算日).' }) startedOn!: string;
    @Field(() => LocalDateScalar, { nullable: true, description: 'Due date; null only while suspended without a known end (届满日).' }) dueOn!: string | null;
    @Field(() => DateTimeScalar, { nullable: true, description: 'Due instant, for limits in hours (届满时刻).' }) dueAt!: string | null;
    @Field(() => Boolean, { description: 'True when it reaches a year whose calendar is not announced yet (暂定).' }) provisional!: boolean;
    @Field(() => Int, { description: 'Revision of the calendar that it was computed by (日历版本).' }) calendarRevision!: number;
    @Field(() => Int, { nullable: true, description: 'Working days left, negative when overdue; null while suspended or stopped (剩余工作日).' }) remainingWorkingDays!: number | null;
    @Field(() => LocalDateScalar, { nullable: true, description: 'The day it ended (终止日).' }) stoppedOn!: string | null;
    @Field(() => Boolean, { description: 'True when it was, or is being, overrun (逾期).' }) late!: boolean;
    @Field(() => Boolean, { description: 'True when it was extended (已延长).' }) extended!: boolean;
    @Directive('@listSize(assumedSize: 3)')
    @Field(() => [ClockSegment], { description: 'Its history, in order (分段).' }) segments!: ClockSegment[];
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'One of the time limits of a record (期限).' })
  class Deadline {
    @Field(() => ID, { description: 'The limit (期限编号): `T01`.' }) limit!: string;
    @Field(() => String, { description: 'Its name in Chinese (名称).' }) title!: string;
    @Field(() => ID, { nullable: true, description: 'What it is about, where a record has several of one kind (对象).' }) subject!: string | null;
    @Field(() => Int, { description: 'The round of the case that it belongs to (轮次).' }) round!: number;
    @Field(() => ID, { description: 'The clause that sets it (依据条款).' }) clause!: string;
    @Field(() => Clock, { description: 'How it stands (计算).' }) clock!: Clock;
  }

  @Directive('@shareable')
  @ObjectType({ simpleResolvers: true, description: 'Where a page lies in its list (分页信息).' })
  class PageInfo {
    @Field(() => Boolean, { description: 'More follow (后面还有).' }) hasNextPage!: boolean;
    @Field(() => Boolean, { description: 'More precede (前面还有).' }) hasPreviousPage!: boolean;
    @Field(() => String, { nullable: true, description: 'Cursor of the first node (首游标).' }) startCursor!: string | null;
    @Field(() => String, { nullable: true, description: 'Cursor of the last node (末游标).' }) endCursor!: string | null;
  }

  return { Fact, Refusal, DeadlineEffect, AvailableAction, ExcludedDay, ClockSegment, Clock, Deadline, PageInfo, ClockEffectKind, ClockState };
}

export type CommonTypes = ReturnType<typeof makeCommonTypes>;

/** A refusal of the domain in the graph's shape. */
export interface RefusalShape {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly clause: string | null;
  readonly facts: { readonly name: string; readonly value: string | null }[];
}

/** Turns a refusal of the domain into what the graph's `Refusal` shows. */
export function refusalShape(refusal: DomainRefusal): RefusalShape {
  const facts = Object.entries(refusal.facts ?? {}).map(([name, value]) => ({ name, value: value === null ? null : String(value) }));
  return { code: refusal.code, message: refusal.message, field: refusal.field ?? null, clause: refusal.clause, facts };
}
