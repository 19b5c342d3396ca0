import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { canonicalJson } from '@disclosure/kernel';
import type { FaultLog } from '@disclosure/platform-graphql';
import type { GatewayContext } from './gateway-context.ts';

export interface AnswerCacheOptions {
  /** Memory for answers, bytes. Default 64 MiB; the answer asked for longest ago leaves first. */
  readonly maxBytes?: number;
  /** Fields, wherever they stand, whose value follows from more than the public revision. Default: `now`, `me`. */
  readonly uncacheable?: readonly string[];
}

interface KeptAnswer {
  readonly text: string;
  readonly etag: string;
}

const DEFAULT_BYTES = 64 * 1024 * 1024;
const UNCACHEABLE = ['now', 'me'];
const REVISION_MS = 1_000;
/** Where an answer's text is, in place of its data: it is made once, and sent as it is. */
const PREPARED = Symbol('prepared');

/** Apollo Server's own way of writing an answer, but for those that are written already. */
export function stringifyAnswer(answer: { readonly data?: unknown }): string {
  const data = answer.data as { readonly [PREPARED]?: string } | null | undefined;
  return data?.[PREPARED] ?? `${JSON.stringify(answer)}\n`;
}

/** Answers by key, as text, within so many bytes. */
export class KeptAnswers {
  readonly #answers = new Map<string, KeptAnswer>();
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): KeptAnswer | undefined {
    const answer = this.#answers.get(key);
    if (!answer) return undefined;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    return answer;
  }

  set(key: string, answer: KeptAnswer): void {
    const size = sizeOf(key, answer);
    // One answer that takes the place of all others is not worth it.
    if (size > this.maxBytes / 8) return;
    this.#remove(key);
    this.#answers.set(key, answer);
    this.#bytes += size;
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const answer = this.#answers.get(key);
    if (!answer) return;
    this.#answers.delete(key);
    this.#bytes -= sizeOf(key, answer);
  }
}

/** Text with Chinese in it takes two bytes a character; the rest is for the entry itself. */
const sizeOf = (key: string, { text, etag }: KeptAnswer): number => 2 * (key.length + text.length + etag.length) + 200;

/**
 * Reads something that must not be older than the question. While one reading is under way those who come share the next one:
 * the one under way may have begun before what they must see.
 */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    next = null;
    const reading: Promise<T> = read().finally(() => { if (underWay === reading) underWay = null; });
    underWay = reading;
    return reading;
  };
  return () => {
    if (!underWay) return start();
    next ??= underWay.then(start, start);
    return next;
  };
}

/**
 * Keeps what the public is answered, by operation, variables and public revision. The revision is read for each request, before
 * anything else is: what was released or revoked shows at once. Nothing of anybody who is signed in is kept, no mutation, and no
 * answer with errors. Answers bear an ETag; a GET that knows it is told 304.
 */
export function answerCachePlugin(publicRevision: () => Promise<string>, options: AnswerCacheOptions, logFault: FaultLog): ApolloServerPlugin<GatewayContext> {
  const answers = new KeptAnswers(options.maxBytes ?? DEFAULT_BYTES);
  const uncacheable = new Set(options.uncacheable ?? UNCACHEABLE);
  const revisionNow = sharedReading(() => inTime(publicRevision()));
  // Parsed documents are kept by the server, so the same operation is looked through once.
  const known = new WeakMap<OperationDefinitionNode, boolean>();

  function isCacheable(document: DocumentNode, operation: OperationDefinitionNode): boolean {
    let cacheable = known.get(operation);
    if (cacheable === undefined) {
      cacheable = operation.operation === 'query' && ![...fieldNames(document, operation)].some((name) => uncacheable.has(name));
      known.set(operation, cacheable);
    }
    return cacheable;
  }

  async function keyOf({ document, operation, queryHash, request, contextValue }: GraphQLRequestContext<GatewayContext>): Promise<string | null> {
    if (contextValue.actor.kind !== 'PUBLIC' || !document || !operation || !isCacheable(document, operation)) return null;
    try {
      const revision = await revisionNow();
      return createHash('sha256').update([queryHash ?? '', request.operationName ?? '', canonicalJson((request.variables ?? {})), revision].join('\n')).digest('base64url');
    } catch (error) {
      logFault({ requestId: contextValue.requestId, error });
      return null;
    }
  }

  return {
    async requestDidStart() {
      let key: string | null = null;
      let kept: KeptAnswer | undefined;
      return {
        async responseForOperation(request) {
          key = await keyOf(request);
          kept = key === null ? undefined : answers.get(key);
          return kept ? { http: request.response.http, body: { kind: 'single', singleResult: { data: prepared(kept.text) } } } : null;
        },
        async willSendResponse({ request, response }) {
          if (key === null || response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          if (!kept) {
            if (singleResult.errors || singleResult.extensions || !singleResult.data) return;
            const text = stringifyAnswer(singleResult);
            kept = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` };
            answers.set(key, kept);
            singleResult.data = prepared(text);
          }
          const { headers } = response.http;
          headers.set('etag', kept.etag);
          // Kept by whoever likes, but asked again each time; and never given to somebody who is signed in.
          headers.set('cache-control', 'public, no-cache');
          headers.set('vary', 'authorization');
          if (request.http?.method === 'GET' && matches(request.http.headers.get('if-none-match'), kept.etag)) response.http.status = 304;
        },
      };
    },
  };
}

/** A database that does not answer must not hold up those who could be answered without it. */
async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error('the public revision can not be read in time')), REVISION_MS); });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

const prepared = (text: string): Record<string, unknown> => ({ [PREPARED]: text });

/** RFC 9110 13.1.2: any of the tags, weak or not, or a star. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => { const given = tag.trim(); return given === '*' || given.replace(/^W\//, '') === etag; });
}

/** The names of all fields that an operation selects, at any depth. */
function fieldNames(document: DocumentNode, operation: OperationDefinitionNode): ReadonlySet<string> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const names = new Set<string>();
  const visited = new Set<string>();
  const visitSet = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) visitFragment(selection.name.value);
      else if (selection.selectionSet) visitSet(selection.selectionSet);
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    }
  };
  const visitFragment = (name: string): void => {
    const fragment = fragments.get(name);
    if (!fragment || visited.has(name)) return;
    visited.add(name);
    visitSet(fragment.selectionSet);
  };
  visitSet(operation.selectionSet);
  return names;
}
