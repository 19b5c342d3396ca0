import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { instant, isInstant, isLocalDate, withOffset } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { spaced } from './errors.ts';

// Values of time are text everywhere (foundations 1), so these scalars check the form and build no date object.
// Their messages are read by people who filled in a form, hence Chinese.

function inputError(expected: string): GraphQLError {
  return new GraphQLError(`格式不正确，应为${spaced(expected)}。`, { extensions: { code: 'BAD_USER_INPUT', expected } });
}

/** A scalar whose input is text (or a number, where `numbers`), checked by one function on both ways in. */
function textScalar<T>(name: string, description: string, parse: (value: unknown) => T, serialize: (value: unknown) => unknown): GraphQLScalarType {
  const literal = (node: ValueNode): unknown => {
    if (node.kind === Kind.STRING) return node.value;
    if (node.kind === Kind.INT) return Number(node.value);
    return undefined;
  };
  return new GraphQLScalarType({ name, description, parseValue: parse, parseLiteral: (node) => parse(literal(node)), serialize });
}

/** Throws where a resolver hands out a value that the scalar can't hold: our fault, never the client's. */
function fault(name: string, value: unknown): never {
  throw new TypeError(`${name} cannot represent ${typeof value} ${JSON.stringify(value)}`);
}

/** 日期. A civil date in China as text. */
export const LocalDateScalar = textScalar('LocalDate', 'A civil date in China (日期), `YYYY-MM-DD`: `2026-02-09`.',
  (value) => {
    if (typeof value !== 'string' || !isLocalDate(value)) throw inputError('存在的日期，如 2026-02-09');
    return value;
  },
  (value) => (typeof value === 'string' && isLocalDate(value) ? value : fault('LocalDate', value)));

/** 时刻. An instant; resolvers get and give `Instant` (UTC), the graph shows the offset of China. */
export const DateTimeScalar = textScalar('DateTime', 'An instant (时刻), ISO 8601 with offset: `2026-02-09T09:30:00+08:00`.',
  (value): Instant => {
    if (typeof value !== 'string' || !isInstant(value)) throw inputError('带时区的时刻，如 2026-02-09T09:30:00+08:00');
    return instant(value);
  },
  (value) => (typeof value === 'string' && isInstant(value) ? withOffset(instant(value)) : fault('DateTime', value)));

/** Integers beyond 32 bits, within what a double holds exactly: money in fen, positions in a log. */
export const LongScalar = textScalar('Long', 'An integer within ±(2^53 − 1), as a JSON number (长整数). Money is in fen (分).',
  (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw inputError('整数');
    return value;
  },
  (value) => {
    const number = typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+$/.test(value)) ? Number(value) : value;
    return typeof number === 'number' && Number.isSafeInteger(number) ? number : fault('Long', value);
  });

/** SHA-256 of a content package or a file, hex. */
export const DigestScalar = textScalar('Digest', 'A SHA-256 digest (摘要值), 64 hexadecimal digits in lower case.',
  (value) => {
    if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw inputError('64 位小写十六进制摘要值');
    return value;
  },
  (value) => (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : fault('Digest', value)));
