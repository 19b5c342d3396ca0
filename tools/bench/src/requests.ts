import type { ContenderName } from './contenders/contenders.ts';
import { dialectOf } from './contenders/contenders.ts';
import { queryOf } from './graph-search.ts';
import type { Question } from './questions.ts';

/** One HTTP request, as the load generator sends it. */
export interface HttpRequest { readonly method: 'GET' | 'POST'; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string }

/** What varies: addresses and names that are in the archive. */
export interface Variants { readonly addresses: readonly string[]; readonly names: readonly string[] }

/** The requests by which a question is put to a contender; null where it cannot answer it. PostGraphile's function takes the phrase as PostgreSQL does. */
export function requestsFor(contender: ContenderName, question: Question, variants: Variants, token: string): readonly HttpRequest[] | null {
  const dialect = dialectOf(contender);
  const text = question[dialect];
  if (text === null) return null;
  const wanted: readonly (Readonly<Record<string, string>> | null)[] = question.name === 'one' ? variants.addresses.map((address) => ({ address })) : question.name === 'search' ? variants.names.map((query) => ({ query: dialect === 'postgraphile' ? queryOf(query) : query })) : [null];
  if (dialect === 'floor') return wanted.map((values) => ({ method: 'GET', path: values === null ? text : `${text}?${new URLSearchParams(values).toString()}`, headers: {} }));
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(question.asOfficer ? { authorization: `Bearer ${token}` } : {}) };
  return wanted.map((values) => ({ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query: text, ...(values === null ? {} : { variables: values }) }) }));
}

export interface Answer { readonly status: number; readonly text: string; readonly milliseconds: number }

/** Sends one request, measured. */
export async function ask(url: string, { method, path, headers, body }: HttpRequest): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, text, milliseconds: performance.now() - began };
}
