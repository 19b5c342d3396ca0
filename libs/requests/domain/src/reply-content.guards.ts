import { guard } from '@disclosure/workflow';
import type { DecidedItem, RequestState } from './request.state.ts';

/** The parts of a reply that people write, as refusals call them. `attachments` and `information` are what is given itself. */
const PARTS = {
  reasons: '理由', howToGet: '获取的方式、途径和时间', withheldParts: '不予公开的部分', severance: '区分处理情况', notInformation: '不属于政府信息的部分', searchRecord: '检索情况（检索的时间、地点、人员和关键词）', channelAdvice: '提出信访、投诉、举报的渠道', regimeLaw: '特别规定的名称和条款',
  information: '所提供的信息', attachments: '附件',
} as const;
export type ReplyPart = keyof typeof PARTS;

/** What each outcome must carry: of each group at least one part (A2-12; DEC-02, DEC-04, DEC-07). */
const MUST_CARRY: Readonly<Record<string, readonly (readonly ReplyPart[])[]>> = {
  ALREADY_PUBLISHED: [['howToGet']],
  DISCLOSED: [['information', 'attachments', 'howToGet']],
  PARTLY_DISCLOSED: [['information', 'attachments', 'howToGet'], ['reasons']],
  WITHHELD: [['reasons']],
  NOT_HELD: [['searchRecord']],
  REQUIRES_CREATION: [['reasons']],
  STILL_UNCLEAR: [['reasons']],
  OTHER_AGENCY: [['reasons']],
  PETITION_MATTER: [['reasons'], ['channelAdvice']],
  PUBLISHED_MATERIAL: [['howToGet']],
  UNREASONABLE_VOLUME: [['reasons']],
  CONFIRM_OR_REISSUE: [['reasons']],
  SPECIAL_REGIME: [['regimeLaw'], ['howToGet']],
};

/** Something is given by the reply itself, be it text or files. */
export const givesInformation = (carries: readonly ReplyPart[]): boolean => carries.includes('information') || carries.includes('attachments');

/** What is not given of a part, by why: each such part is named with its ground, or as no government information (A1-19-6, A2-12-7). */
const partOf = (ground: string | null): ReplyPart => (ground === NO_INFORMATION ? 'notInformation' : 'withheldParts');
const NO_INFORMATION = 'NOT_GOVERNMENT_INFORMATION';

/** A reply carries what its outcomes must carry, before anybody approves it, and withholds nothing without a ground (DEC-02). */
export const carriesWhatItMust = guard<RequestState, { items: readonly DecidedItem[]; carries: readonly ReplyPart[] }>('carriesWhatItMust', 'A2-12', ({ input }) => incomplete(input.items, input.carries), { readsInput: true });

/** The office's wording takes nothing away that an outcome must carry. */
export const editedCarriesWhatItMust = guard<RequestState, { carries?: readonly ReplyPart[] }>('editedCarriesWhatItMust', 'A2-12', ({ state, input }) => {
  const refusal = input.carries === undefined ? null : incomplete(state.proposal?.items ?? [], input.carries);
  return refusal && { ...refusal, field: 'input.blocks' };
}, { readsInput: true });

function incomplete(items: readonly DecidedItem[], carries: readonly ReplyPart[]): ReturnType<Parameters<typeof guard>[2]> {
  for (const [index, { outcome, ground }] of items.entries()) {
    const missing = [...(MUST_CARRY[outcome] ?? []), ...(outcome === 'PARTLY_DISCLOSED' ? [[partOf(ground)]] : [])].find((group) => !group.some((part) => carries.includes(part)));
    if (missing) return { code: 'REPLY_INCOMPLETE', message: `该处理意见须写明：${missing.map((part) => PARTS[part]).join('或者')}。`, field: `input.items.${index}.outcome`, facts: { outcome, missing: missing.join(' ') } };
  }
  if (carries.includes('withheldParts') && items.some(({ outcome, ground }) => outcome === 'PARTLY_DISCLOSED' && ground === NO_INFORMATION) && !items.some(({ ground }) => ground !== null && ground !== NO_INFORMATION)) {
    return { code: 'GROUND_MISSING', message: '写明不予公开的部分的，须有不予公开的理由及依据；不属于政府信息的部分请另行写明。', field: 'input.blocks.withheldParts', clause: 'A2-12-7' };
  }
  return null;
}

/** The office names one of the items that were decided. */
export const principalItemIsThere = guard<RequestState, { principalItem?: number }>('principalItemIsThere', 'A2-12', ({ state, input }) => {
  const count = state.proposal?.items.length ?? 0;
  return input.principalItem === undefined || (Number.isInteger(input.principalItem) && input.principalItem >= 0 && input.principalItem < count) ? null
    : { code: 'NO_SUCH_ITEM', message: `处理意见共${count}项，序号自0起；没有所指的一项。`, field: 'input.principalItem', facts: { items: count } };
}, { readsInput: true });

/** “Still unclear” follows a clarification that was asked for and came (A2-10); what is unreasonable in number is so only once its reasons were asked for (A2-17). */
export const outcomeFollowsProcedure = guard<RequestState, { items: readonly DecidedItem[] }>('outcomeFollowsProcedure', 'A2-10', ({ state, input }) => {
  const clarified = state.clarifications.some(({ round, suppliedOn }) => round === state.round && suppliedOn !== null);
  const unclear = input.items.findIndex(({ outcome }) => outcome === 'STILL_UNCLEAR');
  if (unclear >= 0 && !clarified) return { code: 'CLARIFICATION_NOT_ASKED', message: '未要求申请人补正的，不能以补正后仍不明确答复。', field: `input.items.${unclear}.outcome` };
  const volume = input.items.findIndex(({ outcome }) => outcome === 'UNREASONABLE_VOLUME');
  return volume < 0 ? null : { code: 'REASONS_NOT_ASKED', message: '应先要求申请人说明理由；申请理由不合理的，才能不予处理。', field: `input.items.${volume}.outcome`, clause: 'A2-17' };
}, { readsInput: true });
