import { notify, wakeOther } from '@disclosure/platform-persistence';
import type { Step } from '@disclosure/platform-persistence';
import type { RequestState } from '@disclosure/requests-domain';
import { forgetLikeness, keepLikeness, similarTo } from '../use-cases/likeness.ts';
import type { Similar } from '../use-cases/likeness.ts';
import type { Procedure } from './procedure.ts';

/** So many are named; the case's own list shows more. */
const NAMED = 5;

/** Requests that ask for the same: kept findable, told to the office when one comes in, and others' proposed for promotion. Nothing is decided by it. */
export const similar: Procedure = {
  inputs: {},
  project: async (step) => {
    const { tx, event, after } = step;
    if (event.type === 'ApplicantErased') return forgetLikeness(tx, after.id);
    const written = event.type === 'RequestSubmitted' || event.type === 'ClarificationSupplied';
    if (written) await keepLikeness(tx, after.id);
    if (event.type === 'RequestRegistered' || (written && after.receivedOn !== null)) {
      await tellOffice(step);
      for (const { id } of await similarTo(tx, after.id, { first: NAMED, earlier: false, others: true, disclosed: true })) await proposePromotion(step, id, after.id);
    }
    // Those who asked while this one was open have been told of nothing yet.
    if (event.type === 'ReplyServed' && gave(after)) for (const { id } of await similarTo(tx, after.id, { first: NAMED, earlier: false, others: true })) await proposePromotion(step, after.id, id);
  },
};

const gave = ({ proposal }: RequestState): boolean => proposal?.items.some(({ outcome }) => outcome === 'DISCLOSED' || outcome === 'PARTLY_DISCLOSED') ?? false;

/** Wakes a case that gave what another asks for too, to propose its promotion (A2-21, PRO-16). */
async function proposePromotion({ tx, event }: Step<RequestState>, given: string, asking: string): Promise<void> {
  await wakeOther(tx, 'requests', given, { key: `similar:${asking}`, dueAt: event.recordedAt, action: 'proposePromotion', input: { similarRequestId: asking } });
}

async function tellOffice({ tx, event, after }: Step<RequestState>): Promise<void> {
  const found = await similarTo(tx, after.id, { first: NAMED, earlier: true });
  if (found.length === 0) return;
  const [same, other] = [found.filter(({ sameApplicant }) => sameApplicant), found.filter(({ sameApplicant }) => !sameApplicant)];
  const parts = [...(same.length === 0 ? [] : [`同一申请人的${named(same)}，请核对是否重复申请`]), ...(other.length === 0 ? [] : [`其他申请人的${named(other)}，请核对是否宜纳入主动公开`])];
  await notify(tx, 'requests', after.id, event.recordedAt, [{ kind: 'SIMILAR_FOUND', recipient: 'office:DISCLOSURE_OFFICER', message: `${after.number ?? ''}与此前的申请内容相近：${parts.join('；')}。`, clause: same.length > 0 ? 'A2-12-6' : 'A2-21' }]);
}

const named = (found: readonly Similar[]): string => found.map(({ number, similarity, repliedOn }) => `${number ?? ''}（相似度${Math.round(similarity * 100)}%，${repliedOn === null ? '尚未答复' : '已答复'}）`).join('、');
