import type { Json } from '@disclosure/kernel';
import type { Random } from './random.ts';
import { INFORMATION } from './texts.ts';

/** A decision as the handler writes it, and the row of the annual report that it belongs in: said here by the form's own words, not asked of the platform. */
export interface Decision {
  readonly items: readonly { readonly [key: string]: Json }[];
  readonly blocks: { readonly [key: string]: string };
  readonly information: string | null;
  readonly row: string;
  readonly gives: boolean;
}

/** The ways a reply can end, by how often. What only a procedure leads to (still unclear, repeated) is chosen elsewhere. */
const OUTCOMES = {
  DISCLOSED: 36, PARTLY_DISCLOSED: 9, WITHHELD: 13, NOT_HELD: 13, OTHER_AGENCY: 8, REQUIRES_CREATION: 3, ALREADY_PUBLISHED: 7, PETITION_MATTER: 3, PUBLISHED_MATERIAL: 1.5, CONFIRM_OR_REISSUE: 1.5, SPECIAL_REGIME: 2,
} as const;
export type Outcome = keyof typeof OUTCOMES | 'STILL_UNCLEAR' | 'REPEATED';

/** The grounds of table 3, 三（三）1 to 7. */
export const GROUNDS = ['STATE_SECRET', 'FORBIDDEN_BY_LAW', 'SECURITY_AND_STABILITY', 'THIRD_PARTY_RIGHTS', 'INTERNAL_AFFAIRS', 'DELIBERATIVE', 'ENFORCEMENT_FILE'] as const;

/** A ground for a part alone: it is none for withholding. */
const NO_INFORMATION = 'NOT_GOVERNMENT_INFORMATION';

/** The form's order (三（一） to 三（五）): where a case has several results without severance, the first counts. */
const ROWS: readonly (readonly [Outcome, string])[] = [
  ['ALREADY_PUBLISHED', 'DISCLOSED'], ['DISCLOSED', 'DISCLOSED'], ['PARTLY_DISCLOSED', 'PARTLY_DISCLOSED'], ['WITHHELD', 'WITHHELD_'], ['NOT_HELD', 'UNAVAILABLE_NOT_HELD'], ['REQUIRES_CREATION', 'UNAVAILABLE_REQUIRES_CREATION'],
  ['STILL_UNCLEAR', 'UNAVAILABLE_STILL_UNCLEAR'], ['OTHER_AGENCY', 'UNAVAILABLE_NOT_HELD'], ['REPEATED', 'NOT_PROCESSED_REPEATED'], ['PETITION_MATTER', 'NOT_PROCESSED_PETITION_MATTER'], ['PUBLISHED_MATERIAL', 'NOT_PROCESSED_PUBLISHED_MATERIAL'],
  ['CONFIRM_OR_REISSUE', 'NOT_PROCESSED_CONFIRM_OR_REISSUE'], ['SPECIAL_REGIME', 'WITHHELD_SPECIAL_REGIME'],
];

/** What each outcome must say (A2-12). */
const BLOCKS: Readonly<Record<Outcome, { readonly [key: string]: string }>> = {
  DISCLOSED: { howToGet: '所申请的信息随本答复书一并提供。' },
  PARTLY_DISCLOSED: { howToGet: '可以公开的部分随本答复书一并提供。', withheldParts: '涉及有关单位报价构成的两页。', reasons: '该部分公开会影响有关单位的正当权益。' },
  WITHHELD: { reasons: '经审查，所申请的信息属于依法不予公开的情形。' },
  NOT_HELD: { searchRecord: '承办处室于受理后在档案室和办公系统中，由承办人以申请名称及同义词检索，未检索到相关信息。' },
  REQUIRES_CREATION: { reasons: '所申请的内容需要对多年分散数据另行汇总、分析后形成，本机关没有现成信息。' },
  STILL_UNCLEAR: { reasons: '补正后仍不能确定所指向的具体信息。' },
  OTHER_AGENCY: { reasons: '该信息由其他机关制作并保存，不属于本机关负责公开。' },
  REPEATED: { reasons: '本机关已就同一申请内容作出答复，不再重复处理。' },
  PETITION_MATTER: { reasons: '所提内容为对具体工作的投诉，不属于政府信息公开申请。', channelAdvice: '请通过信访渠道提出，地址和时间见厅门户网站。' },
  ALREADY_PUBLISHED: { howToGet: '可在厅门户网站政府信息公开专栏查阅、下载。', publishedTitle: '有关公开文件' },
  PUBLISHED_MATERIAL: { howToGet: '该资料已收入公开出版的年鉴，可在各公共图书馆查阅。' },
  CONFIRM_OR_REISSUE: { reasons: '申请人已经取得该信息，要求重新出具的，不予重复提供。' },
  SPECIAL_REGIME: { regimeLaw: '《不动产登记暂行条例》第二十七条', howToGet: '请依照该规定向登记机构查询。' },
};

const AGENCIES = ['jl-development-reform', 'jl-ecology', 'jl-market-regulation', 'jl-finance', 'jl-emergency'];

function item(random: Random, outcome: Outcome): { readonly [key: string]: Json } {
  switch (outcome) {
    case 'WITHHELD': return { outcome, ground: random.pick(GROUNDS) };
    case 'PARTLY_DISCLOSED': return { outcome, ground: random.pick([...GROUNDS, NO_INFORMATION]) };
    case 'OTHER_AGENCY': return random.chance(0.8) ? { outcome, agencyId: random.pick(AGENCIES) } : { outcome, agencyUndetermined: true };
    case 'ALREADY_PUBLISHED': return { outcome, disclosureId: '@disclosure' };
    case 'REPEATED': return { outcome, earlierRequestId: '@earlier' };
    default: return { outcome };
  }
}

/** The row of a case with these results, by the note on the form: severance counts alone, otherwise the first in its order. */
export function rowOf(items: readonly { readonly [key: string]: Json }[]): string {
  const has = (...outcomes: readonly Outcome[]): boolean => items.some(({ outcome }) => outcomes.some((wanted) => wanted === outcome));
  if (has('PARTLY_DISCLOSED') || (has('WITHHELD') && has('DISCLOSED', 'ALREADY_PUBLISHED'))) return 'PARTLY_DISCLOSED';
  const [outcome, row] = ROWS.find(([candidate]) => has(candidate)) as readonly [Outcome, string];
  return outcome === 'WITHHELD' ? `${row}${String(items.find((candidate) => candidate['outcome'] === 'WITHHELD')?.['ground'])}` : row;
}

/** A decision with these outcomes, item by item. */
export function decisionOf(random: Random, outcomes: readonly Outcome[]): Decision {
  const items = outcomes.map((outcome) => item(random, outcome));
  const gives = outcomes.some((outcome) => outcome === 'DISCLOSED' || outcome === 'PARTLY_DISCLOSED');
  const blocks = Object.assign({}, ...outcomes.map((outcome) => BLOCKS[outcome])) as Decision['blocks'];
  const partly = (isInformation: boolean): boolean => items.some(({ outcome, ground }) => outcome === 'PARTLY_DISCLOSED' && (ground !== NO_INFORMATION) === isInformation);
  const { withheldParts, ...others } = blocks;
  const parts = { ...(partly(true) && withheldParts !== undefined ? { withheldParts } : {}), ...(partly(false) ? { notInformation: '其中两页为内部联络便条，不属于政府信息。' } : {}) };
  return { items, blocks: { ...others, ...parts }, information: gives ? random.pick(INFORMATION) : null, row: rowOf(items), gives };
}

/** A decision as chance has it: of one item mostly, of two or three now and then. */
export function anyDecision(random: Random): Decision {
  const outcomes: Outcome[] = [random.weighted(OUTCOMES)];
  while (outcomes.length < 3 && random.chance(0.07)) outcomes.push(random.weighted(OUTCOMES));
  return decisionOf(random, outcomes);
}

/** A third party's objection is respected: what concerns it is not given. */
export const objectedDecision = (random: Random, whole: boolean): Decision => {
  const outcome = whole ? 'WITHHELD' : 'PARTLY_DISCLOSED';
  const items = [{ outcome, ground: 'THIRD_PARTY_RIGHTS' }];
  return { items, blocks: BLOCKS[outcome], information: whole ? null : random.pick(INFORMATION), row: rowOf(items), gives: !whole };
};
