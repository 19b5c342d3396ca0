import { instant } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { DateTimeScalar, invalidInput, refusalShape } from '@disclosure/platform-graphql';
import type { RefusalShape } from '@disclosure/platform-graphql';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { officerFacts } from '../directory.context.ts';
import type { DirectoryContext } from '../directory.context.ts';
import { advanceClock } from '../use-cases/advance-clock.use-case.ts';
import { common } from './enums.type.ts';

@InputType({ description: 'Where to move the platform’s clock (拨动时钟).' })
class AdvanceClockInput {
  @Field(() => ID, { description: 'Chosen by the client; sent again with the same input, it has one effect (命令编号).' }) commandId!: string;
  @Field(() => DateTimeScalar, { description: 'The instant, not before now (目标时刻).' }) to!: Instant;
}

@ObjectType({ simpleResolvers: true, description: 'The clock after a move (拨动结果).' })
class AdvanceClockPayload {
  @Field(() => DateTimeScalar, { description: 'The platform’s clock (系统时间).' }) now!: string;
  @Field(() => Int, { description: 'How many timers fell due on the way, in order (触发的定时事项数).' }) timersFired!: number;
  @Field(() => [common.Refusal], { description: 'Why it was not moved; empty when it was (未办理的原因).' }) refusals!: RefusalShape[];
}

/** Civil dates end with 2199, and limits that start then must still fit. */
const LAST = instant('2190-01-01T00:00:00+08:00');

@Resolver()
export class ClockResolver {
  @Mutation(() => AdvanceClockPayload, { description: 'Moves the platform’s clock forward through what falls due, in order (拨动时钟). By: 管理员. Only where the platform was started with a clock of its own.' })
  async advanceClock(@Ctx() context: DirectoryContext, @Arg('input', () => AdvanceClockInput, { description: 'Where to (目标).' }) { commandId, to }: AdvanceClockInput): Promise<AdvanceClockPayload> {
    await officerFacts(context, 'ADMINISTRATOR');
    if (!/^[A-Za-z0-9_:.-]{1,64}$/.test(commandId)) throw invalidInput('commandId', '1 至 64 位字母、数字或 -_:.');
    if (to > LAST) throw invalidInput('input.to', '2190 年以前的时刻');
    const { now, timersFired, refusals } = await advanceClock(context.platform, context.clockControl, context.actor, { commandId, to });
    context.loaders.clear(); // another day, other offices
    return { now, timersFired, refusals: refusals.map(refusalShape) };
  }
}
