import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

/** An error as it is compared: the message, where it is, and its code. */
export const told = (errors: readonly GraphQLFormattedError[] | undefined): string[] => (errors ?? []).map(({ message, path, extensions }) => JSON.stringify([message, path ?? null, extensions?.['code'] ?? null, extensions?.['serviceName'] ?? null])).sort();

/** What two executors must agree on. Errors in any order: fetches that go in parallel come back as they will. */
export function comparable({ data, errors, extensions }: ExecutionResult): { data: string; errors: string[]; unfit: string[] } {
  return { data: JSON.stringify(sorted(data)) ?? 'none', errors: told(errors as readonly GraphQLFormattedError[] | undefined), unfit: told(extensions?.['valueCompletion'] as GraphQLFormattedError[] | undefined) };
}

/** Members by name: where a field is asked for twice, Apollo's gateway does not always keep the place of the first. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]);
}

/** Errors by what and in which field, without which element of a list it was. */
export const withoutPlaces = (errors: readonly string[]): string[] => errors.map((text) => text.replace(/(?<=[[,])\d+(?=[,\]])/g, '0')).sort();
