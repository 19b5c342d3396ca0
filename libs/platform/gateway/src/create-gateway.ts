import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLScalarType } from 'graphql';
import { DateTimeScalar, DigestScalar, LocalDateScalar, LongScalar, maskError, unauthenticated } from '@disclosure/platform-graphql';
import type { FaultLog, SubgraphEndpoint } from '@disclosure/platform-graphql';
import { machineNow as realMachineNow } from '@disclosure/platform-identity';
import type { MachineClock, SignInFault, Verifier } from '@disclosure/platform-identity';
import { counted, timed } from '@disclosure/platform-observability';
import { answerCachePlugin, stringifyAnswer } from './answer-cache.ts';
import type { AnswerCacheOptions } from './answer-cache.ts';
import type { ExecutorKind } from './executors.ts';
import { currentRequest } from './gateway-context.ts';
import type { GatewayContext } from './gateway-context.ts';
import { CompiledGateway, StockGateway } from './graph-gateway.ts';
import { fieldWeights } from './limits/cost.ts';
import { limitsPlugin } from './limits/limits.plugin.ts';
import { DEFAULT_LIMITS } from './limits/limits.ts';
import type { Limits } from './limits/limits.ts';
import { LocalDataSource, subgraphCaller } from './local-data-source.ts';
import type { SubgraphCaller } from './local-data-source.ts';
import type { RateLimit } from '@disclosure/platform-graphql';
import { ANONYMOUS_MUTATIONS, rateLimitPlugin } from './rate-limit.ts';

export interface GatewayOptions {
  /** The composed supergraph, as it is checked in. */
  readonly supergraphSdl: string;
  /** One endpoint for each subgraph of the supergraph, by its name. */
  readonly subgraphs: readonly SubgraphEndpoint[];
  readonly verifier: Verifier;
  /** The key that the endpoints open envelopes with. */
  readonly envelopeKey: Uint8Array;
  /** Hides the schema: no introspection, no suggestions in errors. */
  readonly hideSchema: boolean;
  /** Where faults go, in full. */
  readonly logFault: FaultLog;
  /** Said by the gateway of its own running. */
  readonly log?: (level: 'info' | 'warn' | 'error', message: string) => void;
  readonly limits?: Partial<Limits>;
  /** Mutations of people who are not signed in. */
  readonly anonymousMutations?: RateLimit;
  /** How long a query may read, milliseconds. Default 15 s. */
  readonly readTimeoutMs?: number;
  readonly machineNow?: MachineClock;
  /** Scalars of the graph besides the platform's own, so that their form is checked at the door. */
  readonly scalars?: readonly GraphQLScalarType[];
  /** Who runs the plans: our compiled functions (default), or Apollo's interpreter. */
  readonly executor?: ExecutorKind;
  /** What changes with everything that the public can see; answers to the public are kept by it. Without it none are. */
  readonly publicRevision?: () => Promise<string>;
  /** False to keep no answers: measuring wants each to be made anew. */
  readonly answerCache?: AnswerCacheOptions | false;
}

export interface GatewayRequest {
  readonly http: HTTPGraphQLRequest;
  readonly authorization: string | undefined;
  readonly clientAddress: string;
  /** Made by the gateway, never taken from a client. Default: a new one. */
  readonly requestId?: string;
}

/** The graph's door, without its socket. */
export interface Gateway {
  handle(request: GatewayRequest): Promise<HTTPGraphQLResponse>;
  /** Stops the graph; whoever owns the socket drains it first. */
  stop(): Promise<void>;
}

const SIGN_IN_FAULTS: Record<SignInFault, string> = {
  MALFORMED: '登录凭证格式不正确。',
  UNKNOWN_ISSUER: '登录凭证的签发机构不受信任。',
  WRONG_AUDIENCE: '登录凭证不是为本平台签发的。',
  EXPIRED: '登录已过期，请重新登录。',
  BAD_SIGNATURE: '登录凭证无效。',
  NO_ACTOR: '登录凭证未载明可用的身份。',
  KEYS_UNAVAILABLE: '暂时无法核验登录凭证，请稍后再试。',
};

function signInError(fault: SignInFault) {
  const error = unauthenticated(SIGN_IN_FAULTS[fault]);
  Object.assign(error.extensions, { http: { status: fault === 'KEYS_UNAVAILABLE' ? 503 : 401 } });
  return error;
}

/** An entity that is absent or invisible: its required fields are null, and so the reference to it. Nothing is wrong (foundations 6). */
const ABSENT_ENTITY = 'Cannot return null for non-nullable';

/**
 * The gateway tells clients which values of subgraphs did not fit the graph. That would say that an invisible record is
 * there, so it is taken out of every answer; what is not merely an absent entity is a fault and is logged.
 */
function hideValueCompletion(logFault: FaultLog): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single' || !response.body.singleResult.extensions) return;
          const { valueCompletion, ...extensions } = response.body.singleResult.extensions as { valueCompletion?: readonly { message: string }[] };
          const faults = (valueCompletion ?? []).filter(({ message }) => !message.startsWith(ABSENT_ENTITY));
          if (faults.length > 0) logFault({ requestId: contextValue.requestId, error: new AggregateError(faults, 'values of a subgraph do not fit the graph') });
          if (Object.keys(extensions).length > 0) response.body.singleResult.extensions = extensions;
          else delete response.body.singleResult.extensions;
        },
      };
    },
  };
}

type Callers = (name: string) => SubgraphCaller;
type ServerLogger = NonNullable<ApolloServerOptionsWithGateway<GatewayContext>['logger']>;

function compiledGateway(supergraphSdl: string, callerOf: Callers, scalars: readonly GraphQLScalarType[]): CompiledGateway {
  const gateway = new CompiledGateway(supergraphSdl, (service, { query, operationName, variables, document, partOf }, context) =>
    callerOf(service)({ query, operationName, variables, document, isOfMutation: partOf === 'mutation' }, context), scalars);
  // Rather now than when the first client asks.
  gateway.services.forEach(callerOf);
  return gateway;
}

function stockGateway(supergraphSdl: string, callerOf: Callers, scalars: readonly GraphQLScalarType[], logger: ServerLogger): StockGateway {
  return new StockGateway({
    supergraphSdl,
    logger,
    // Otherwise anyone may ask for query plans wherever NODE_ENV is not `production`.
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => new LocalDataSource(callerOf(name)),
  }, scalars);
}

/** Loads the supergraph and starts the graph over subgraphs in this process. Throws when a subgraph has no endpoint, or the supergraph can't be loaded. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  // The gateway's constructor starts an exporter to the vendor unless this is set; nothing may leave the house.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const { supergraphSdl, verifier, envelopeKey, logFault } = options;
  const machineNow = options.machineNow ?? realMachineNow;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const endpoints = new Map(options.subgraphs.map((endpoint) => [endpoint.name, endpoint]));
  const say = (level: 'info' | 'warn' | 'error') => (message?: unknown): void => options.log?.(level, String(message));
  const logger = { debug: () => undefined, info: say('info'), warn: say('warn'), error: say('error') };

  const callers = new Map([...endpoints].map(([name, endpoint]) => [name, subgraphCaller(endpoint, envelopeKey, machineNow)]));
  const callerOf = (name: string): SubgraphCaller => {
    const caller = callers.get(name);
    if (!caller) throw new Error(`no endpoint for subgraph ${name}`);
    return caller;
  };
  const scalars = [LocalDateScalar, DateTimeScalar, LongScalar, DigestScalar, ...(options.scalars ?? [])];
  const gateway = options.executor === 'stock' ? stockGateway(supergraphSdl, callerOf, scalars, logger) : compiledGateway(supergraphSdl, callerOf, scalars);

  const server = new ApolloServer<GatewayContext>({
    // Apollo Server 5 and the gateway name the same interface from two versions of one package of types.
    gateway: gateway as unknown as ApolloServerOptionsWithGateway<GatewayContext>['gateway'],
    logger,
    nodeEnv: 'production',
    introspection: !options.hideSchema,
    hideSchemaDetailsFromClientErrors: options.hideSchema,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stringifyResult: stringifyAnswer,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: limits.tokens, noLocation: false },
    validationOptions: { maxErrors: 5 },
    formatError(formatted, error) {
      const masked = maskError(formatted, error, logFault, currentRequest.getStore()?.requestId ?? randomUUID());
      counted('disclosure.graph.errors', { 'disclosure.code': String(masked.extensions?.['code']) });
      return masked;
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(),
      limitsPlugin(limits, fieldWeights(supergraphSdl)),
      rateLimitPlugin(options.anonymousMutations ?? ANONYMOUS_MUTATIONS, machineNow),
      hideValueCompletion(logFault),
      // After the one above: what is kept is what clients get.
      ...(options.publicRevision && options.answerCache !== false ? [answerCachePlugin(options.publicRevision, options.answerCache ?? {}, logFault)] : []),
    ],
  });
  await server.start();

  async function contextOf(request: GatewayRequest, requestId: string): Promise<GatewayContext> {
    const signedIn = await verifier.verify(request.authorization);
    if (!signedIn.ok) throw signInError(signedIn.error);
    const deadline = machineNow() + (options.readTimeoutMs ?? 15_000);
    return { ...signedIn.value, requestId, locale: 'zh-CN', clientAddress: request.clientAddress, deadline, scope: new Map() };
  }

  return {
    handle(request) {
      const requestId = request.requestId ?? randomUUID();
      return currentRequest.run({ requestId }, () => timed('graph.request', 'disclosure.graph.duration', { 'disclosure.request_id': requestId }, async (span) => {
        const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: request.http, context: () => contextOf(request, requestId) });
        const status = { 'http.response.status_code': answer.status ?? 200 };
        counted('disclosure.graph.requests', status);
        span.set(status);
        return answer;
      }));
    },
    stop: () => server.stop(),
  };
}
