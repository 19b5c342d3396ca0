import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { allowed, isSpanName } from './attributes.ts';

/**
 * Lets through to an exporter only spans and attributes that the list of attributes knows. The last thing before the network: also what
 * libraries add by themselves (Apollo's gateway puts whole queries and error messages into its spans) stays here.
 */
export function sieved(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.filter(({ name }) => isSpanName(name)).map(clean), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

function clean(span: ReadableSpan): ReadableSpan {
  // Over the span itself, whose other members are getters of its class.
  return Object.create(span, {
    attributes: { value: allowed(span.attributes), enumerable: true },
    events: { value: [], enumerable: true },
    links: { value: [], enumerable: true },
    status: { value: { code: span.status.code }, enumerable: true },
  }) as ReadableSpan;
}
