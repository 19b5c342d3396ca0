import type { ClassType } from 'type-graphql';
import type { Refusal } from '@disclosure/kernel';
import type { NoticeSpec, Outgoing, PrepareScope, Shell, Stash, Step, TimerSpec } from '@disclosure/platform-persistence';
import type { ActionInput, ActionMutationsOptions } from '@disclosure/platform-subgraph';
import type { RequestState } from '@disclosure/requests-domain';
import type { DecisionFacts, NewEvent, StoredEvent } from '@disclosure/workflow';
import type { RequestsContext } from '../schema/context.ts';
import type { RequestsServices } from '../services.ts';

export type CompleteStep = Parameters<NonNullable<Shell<RequestState>['complete']>>[0];
export type Completed = NewEvent | { readonly refusals: readonly Refusal[] };

/** What one procedure of a request brings to the shell and to the graph; `index.ts` lists them, the shell puts them together. */
export interface Procedure {
  /** Content out of the input, by action. */
  readonly prepare?: (services: RequestsServices) => Readonly<Record<string, (input: never, stash: Stash, scope: PrepareScope<RequestState>) => unknown>>;
  /** Numbers, letters, releases, by event type. */
  readonly complete?: Readonly<Record<string, (step: CompleteStep, services: RequestsServices) => Promise<Completed> | Completed>>;
  /** Rows of its own, after the request's. */
  readonly project?: (step: Step<RequestState>) => Promise<void>;
  readonly timers?: (after: RequestState, facts: DecisionFacts) => readonly TimerSpec[];
  readonly notices?: (step: Step<RequestState>) => readonly NoticeSpec[];
  readonly publish?: (event: StoredEvent, after: RequestState) => readonly Outgoing[];
  /** Checks of form, by action. */
  readonly checks?: Readonly<Record<string, (input: never) => readonly Refusal[]>>;
  /** The input class of each of its mutations. */
  readonly inputs: Readonly<Record<string, ClassType<ActionInput>>>;
  /** More fields of its mutations' payloads than the request. */
  readonly payloadExtras?: NonNullable<ActionMutationsOptions<RequestState, RequestsContext>['payloadExtras']>;
  /** What applicants are told of its events; what is not here they do not see. */
  readonly plainEvents?: Readonly<Record<string, string>>;
}
