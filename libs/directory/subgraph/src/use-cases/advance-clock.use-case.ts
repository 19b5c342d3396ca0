import { canonicalJson, chineseDateTime } from '@disclosure/kernel';
import type { Instant, Refusal } from '@disclosure/kernel';
import { actorKey } from '@disclosure/organisation';
import type { Actor } from '@disclosure/organisation';
import { keyedHash } from '@disclosure/platform-persistence';
import type { Platform } from '@disclosure/platform-persistence';

/** Moves the platform's clock forward, through what is due in order; gives the number of timers that fired. Only where the clock may be moved. */
export interface ClockControl { advance(to: Instant): Promise<number> }

export interface AdvancedClock { readonly now: Instant; readonly timersFired: number; readonly refusals: readonly Refusal[] }

/**
 * Moves the clock (foundations 1). No record is touched but what falls due on the way, so it has no stream; its command is kept all
 * the same: sent again, it gives the clock as it is and fires nothing. Refused: CLOCK_NOT_MOVABLE, CLOCK_BACKWARDS.
 */
export async function advanceClock(platform: Platform, control: ClockControl | undefined, actor: Actor, command: { readonly commandId: string; readonly to: Instant }): Promise<AdvancedClock> {
  const { writer } = platform.database.context('directory');
  const now = await platform.clock.now(writer);
  const refuse = (code: string, message: string, field: string | null, facts?: Refusal['facts']): AdvancedClock =>
    ({ now, timersFired: 0, refusals: [{ code, message, clause: null, ...(field === null ? {} : { field }), ...(facts === undefined ? {} : { facts }) }] });
  if (!control) return refuse('CLOCK_NOT_MOVABLE', '本系统的时钟按真实时间运行，不能拨动；只有以 --now 启动的演示环境可以。', null);

  const key = [actorKey(actor), command.commandId];
  const inputHash = keyedHash(platform.keys.equality, canonicalJson({ action: 'advanceClock', to: command.to }));
  const earlier = await writer.query<{ input_hash: string }>('SELECT input_hash FROM directory.command WHERE actor = $1 AND command_id = $2', key);
  if (earlier[0]) return earlier[0].input_hash === inputHash ? { now, timersFired: 0, refusals: [] } : refuse('COMMAND_ID_REUSED', '同一 commandId 已用于另一内容的操作；请为新的操作另取 commandId。', 'input.commandId');
  if (command.to < now) return refuse('CLOCK_BACKWARDS', `时钟只能向前拨：现在是${chineseDateTime(now)}，不能拨到${chineseDateTime(command.to)}。`, 'input.to', { now, to: command.to });

  const timersFired = await control.advance(command.to);
  // Kept once the clock has moved: a command that broke off half-way is taken up again where it stopped.
  await writer.query("INSERT INTO directory.command (actor, command_id, mutation, input_hash) VALUES ($1, $2, 'advanceClock', $3) ON CONFLICT DO NOTHING", [...key, inputHash]);
  return { now: await platform.clock.now(writer), timersFired, refusals: [] };
}
