import { GraphQLError } from 'graphql';
import type { Refusal } from '@disclosure/kernel';

/** The codes that a subgraph may show to a client; whatever bears none of them is a fault and is masked. Expected refusals are data, not errors. */
export const ACCESS_CODES = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'] as const;

/** Nobody is signed in, or the proof of it does not hold. */
export function unauthenticated(message = '请先登录，或登录已失效。'): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });
}

/** Signed in, and may know that the record exists, but may not do this. The refusal says why, with its clause. */
export function forbidden(refusal: Refusal): GraphQLError {
  const { code, message, clause } = refusal;
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN', refusal: { code, message, clause } } });
}

/** There is no such record for this viewer: the same answer, to the letter, whether it is absent or invisible (foundations 6). */
export function notFound(): GraphQLError {
  return new GraphQLError('未找到该记录。', { extensions: { code: 'NOT_FOUND' } });
}

/** Input whose form is wrong: which field, what was expected (Chinese), and the clause where one asks for it. */
export function invalidInput(field: string, expected: string, clause: string | null = null): GraphQLError {
  return new GraphQLError(`“${field}”填写不正确，应为${spaced(expected)}。`, { extensions: { code: 'BAD_USER_INPUT', field, expected, clause } });
}

/** Figures and Latin letters stand apart from the Chinese before them. */
export const spaced = (expected: string): string => (/^[\w-]/.test(expected) ? ` ${expected}` : expected);
