import type { Attributes } from './attributes.ts';

/** A span that is under way, for what is known only at its end. */
export interface RunningSpan { set(attributes: Attributes): void }

/** Where spans and measurements go. */
export interface Sink {
  span<T>(name: string, attributes: Attributes, work: (span: RunningSpan) => Promise<T>): Promise<T>;
  spanNow<T>(name: string, attributes: Attributes, work: () => T): T;
  count(metric: Counter, attributes: Attributes, by: number): void;
  measure(metric: Histogram, value: number, attributes: Attributes): void;
  observe(metric: Gauge, read: () => Iterable<Observation> | Promise<Iterable<Observation>>): () => void;
  traceparent(): string | undefined;
  continued<T>(traceparent: string | undefined, work: () => Promise<T>): Promise<T>;
}

export interface Observation { readonly value: number; readonly attributes: Attributes }

/** What is counted. */
export const COUNTERS = {
  'disclosure.graph.requests': 'Requests at the door of the graph',
  'disclosure.graph.errors': 'Errors in answers, by code',
  'disclosure.command.refusals': 'Commands that were refused, by code of each refusal',
  'disclosure.timers.fired': 'Timers that fell due and were fired',
  'disclosure.uploads.refused': 'Uploads that were refused, by code',
} as const;
/** What is measured, in milliseconds of machine time. */
export const HISTOGRAMS = {
  'disclosure.graph.duration': 'From the door of the graph to its answer',
  'disclosure.subgraph.duration': 'One call of a subgraph',
  'disclosure.command.duration': 'One command, its transaction included',
  'disclosure.sql.duration': 'One statement',
} as const;
/** What is looked at now and then. */
export const GAUGES = {
  'disclosure.relay.lag': 'Events in the log of a source that a consumer has not seen yet',
  'disclosure.pool.connections': 'Connections of a pool, and callers that wait for one',
} as const;
export type Counter = keyof typeof COUNTERS;
export type Histogram = keyof typeof HISTOGRAMS;
export type Gauge = keyof typeof GAUGES;

/** Nobody listens: each is one call that does nothing. */
const SILENT: RunningSpan = { set: () => undefined };
const OFF: Sink = {
  span: (_name, _attributes, work) => work(SILENT),
  spanNow: (_name, _attributes, work) => work(),
  count: () => undefined,
  measure: () => undefined,
  observe: () => () => undefined,
  traceparent: () => undefined,
  continued: (_traceparent, work) => work(),
};

let sink: Sink = OFF;
/** What asked to be looked at before somebody listened, or looks on after a restart of the listener. */
const watched = new Map<symbol, { readonly metric: Gauge; readonly read: () => Iterable<Observation> | Promise<Iterable<Observation>>; unwatch: () => void }>();

/** Sends everything from now on to this sink; null: to nobody. */
export function listen(to: Sink | null): void {
  sink = to ?? OFF;
  for (const entry of watched.values()) {
    entry.unwatch();
    entry.unwatch = sink.observe(entry.metric, entry.read);
  }
}

/** True while somebody listens: for work that is done only to be told. */
export const isListening = (): boolean => sink !== OFF;

/** Does the work inside a span. The span knows whether it threw, and the kind of error, never its message. */
export const traced = <T>(name: string, attributes: Attributes, work: (span: RunningSpan) => Promise<T>): Promise<T> => sink.span(name, attributes, work);

/** The same for work that does not wait. */
export const tracedNow = <T>(name: string, attributes: Attributes, work: () => T): T => sink.spanNow(name, attributes, work);

export const counted = (metric: Counter, attributes: Attributes = {}, by = 1): void => sink.count(metric, attributes, by);

export const measured = (metric: Histogram, milliseconds: number, attributes: Attributes = {}): void => sink.measure(metric, milliseconds, attributes);

/** A span whose duration is also a measurement, by the same attributes without the request's id. */
export function timed<T>(name: string, metric: Histogram, attributes: Attributes, work: (span: RunningSpan) => Promise<T>): Promise<T> {
  if (sink === OFF) return work(SILENT);
  const began = performance.now();
  const { 'disclosure.request_id': _each, ...common } = attributes;
  return sink.span(name, attributes, work).finally(() => sink.measure(metric, performance.now() - began, common));
}

/** Has something looked at whenever metrics are gathered. Gives what ends it. */
export function observed(metric: Gauge, read: () => Iterable<Observation> | Promise<Iterable<Observation>>): () => void {
  const key = Symbol(metric);
  watched.set(key, { metric, read, unwatch: sink.observe(metric, read) });
  return () => {
    watched.get(key)?.unwatch();
    watched.delete(key);
  };
}

/** Header that carries the trace to another process of the platform (W3C trace context). */
export const TRACE_HEADER = 'traceparent';
/** Its value for the span that is under way; undefined where nobody listens. */
export const traceparent = (): string | undefined => sink.traceparent();
/** Does the work as part of the trace that another process of the platform began. What clients send is not given to it. */
export const continued = <T>(parent: string | undefined, work: () => Promise<T>): Promise<T> => sink.continued(parent, work);
