// Loaded only when telemetry is on.
import { context, propagation, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { allowed } from './attributes.ts';
import { COUNTERS, GAUGES, HISTOGRAMS } from './instruments.ts';
import type { Counter, Gauge, Histogram, Observation, Sink } from './instruments.ts';
import { sieved } from './sieve.ts';
import type { TelemetrySettings } from './telemetry.ts';

const SCOPE = 'disclosure';
const STOP_MS = 2_000;

/** The SDK, sending by OTLP over HTTP. */
export function openSdk(process_: string, settings: TelemetrySettings): { readonly sink: Sink; stop(): Promise<void> } {
  return sdkWith(process_, {
    spans: settings.traces ? [new BatchSpanProcessor(sieved(new OTLPTraceExporter()))] : [],
    readers: settings.metrics ? [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: settings.intervalMs })] : [],
  });
}

/** The SDK over given ends; tests hold what it sends in memory. Every span processor is given a sieved exporter. */
export function sdkWith(process_: string, { spans, readers }: { readonly spans: SpanProcessor[]; readonly readers: IMetricReader[] }): { readonly sink: Sink; stop(): Promise<void> } {
  // The environment's resource attributes win over the process's own name. What the machine and its command line say is not asked.
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': `disclosure-${process_}` })).merge(detectResources({ detectors: [envDetector] }));
  const tracers = new BasicTracerProvider({ resource, spanProcessors: spans });
  const meters = new MeterProvider({ resource, readers });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(tracers);
  const tracer = tracers.getTracer(SCOPE);
  const meter = meters.getMeter(SCOPE);
  const counters = new Map((Object.keys(COUNTERS) as Counter[]).map((name) => [name, meter.createCounter(name, { description: COUNTERS[name] })]));
  const histograms = new Map((Object.keys(HISTOGRAMS) as Histogram[]).map((name) => [name, meter.createHistogram(name, { description: HISTOGRAMS[name], unit: 'ms' })]));
  const gauges = new Map((Object.keys(GAUGES) as Gauge[]).map((name) => [name, meter.createObservableGauge(name, { description: GAUGES[name] })]));

  const sink: Sink = {
    span: (name, attributes, work) => tracer.startActiveSpan(name, { attributes: allowed(attributes) }, async (span) => {
      try {
        return await work({ set: (more) => void span.setAttributes(allowed(more)) });
      } catch (error) {
        fault(span, error);
        throw error;
      } finally {
        span.end();
      }
    }),
    spanNow: (name, attributes, work) => tracer.startActiveSpan(name, { attributes: allowed(attributes) }, (span) => {
      try {
        return work();
      } catch (error) {
        fault(span, error);
        throw error;
      } finally {
        span.end();
      }
    }),
    count: (metric, attributes, by) => counters.get(metric)?.add(by, allowed(attributes)),
    measure: (metric, value, attributes) => histograms.get(metric)?.record(value, allowed(attributes)),
    observe(metric, read) {
      const gauge = gauges.get(metric);
      // A look that fails (a database that is down) leaves a gap in this gauge and disturbs nothing else.
      const look = async (result: { observe(value: number, attributes?: Attributes): void }): Promise<void> => {
        const seen: Iterable<Observation> = await Promise.resolve().then(read).catch(() => []);
        for (const { value, attributes } of seen) result.observe(value, allowed(attributes));
      };
      gauge?.addCallback(look);
      return () => gauge?.removeCallback(look);
    },
    traceparent() {
      const here = trace.getActiveSpan()?.spanContext();
      return here && `00-${here.traceId}-${here.spanId}-${here.traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
    },
    continued(parent, work) {
      const parts = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent ?? '');
      if (!parts) return work();
      const remote = { traceId: parts[1] as string, spanId: parts[2] as string, traceFlags: Number.parseInt(parts[3] as string, 16) & TraceFlags.SAMPLED, isRemote: true };
      return context.with(trace.setSpanContext(context.active(), remote), work);
    },
  };
  return {
    sink,
    async stop() {
      // A collector that does not answer keeps no process from ending.
      const late = new Promise<void>((resolve) => { setTimeout(resolve, STOP_MS).unref(); });
      await Promise.race([Promise.allSettled([tracers.shutdown(), meters.shutdown()]), late]);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

function fault(span: Span, error: unknown): void {
  span.setAttributes(allowed({ 'error.type': error instanceof Error ? error.name : typeof error }));
  span.setStatus({ code: SpanStatusCode.ERROR }); // no message: it may quote a row
}
