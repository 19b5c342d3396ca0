import { GraphQLError } from 'graphql';

/** How much one request may ask for. */
export interface Limits {
  /** Tokens of the document. */
  readonly tokens: number;
  /** Levels of fields, `__schema` and `__type` apart. */
  readonly depth: number;
  /** Fields under an alias, fragments expanded. */
  readonly aliases: number;
  /** Fields of the root type, fragments expanded. */
  readonly rootFields: number;
  /** Directives, fragments expanded. */
  readonly directives: number;
  /** Objects that the answer may hold at most, weighed. */
  readonly cost: number;
  /** `first` and `last`. */
  readonly page: number;
}

export const DEFAULT_LIMITS: Limits = { tokens: 4_000, depth: 16, aliases: 30, rootFields: 12, directives: 50, cost: 30_000, page: 100 };

export type LimitName = Exclude<keyof Limits, 'tokens'>;

const SENTENCES: Record<LimitName, string> = {
  depth: '查询嵌套过深',
  aliases: '查询使用的别名过多',
  rootFields: '一次请求的顶层字段过多',
  directives: '查询使用的指令过多',
  cost: '查询范围过大',
  page: '每页条数过多',
};

/** The refusal of a request that asks for too much: it names the limit and what is allowed, so that a client can do better. */
export function limitExceeded(limit: LimitName, allowed: number): GraphQLError {
  return new GraphQLError(`${SENTENCES[limit]}，上限为 ${allowed}。`, { extensions: { code: 'LIMIT_EXCEEDED', limit, allowed, http: { status: 400 } } });
}
