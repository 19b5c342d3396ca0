import type { Sink } from './instruments.ts';
import { listen } from './instruments.ts';

/** Telemetry that is on. `stop` sends what is still held, for at most two seconds, and turns it off. */
export interface Telemetry { stop(): Promise<void> }

/** What is sent and where, as OpenTelemetry's own environment variables say; null where nothing is. */
export interface TelemetrySettings { readonly traces: boolean; readonly metrics: boolean; readonly intervalMs: number }

/**
 * Off unless an OTLP endpoint is named (OTEL_EXPORTER_OTLP_ENDPOINT, or that of traces or metrics alone); OTEL_SDK_DISABLED,
 * OTEL_TRACES_EXPORTER=none and OTEL_METRICS_EXPORTER=none turn it off. Headers, time-outs, sampling, batching, the service's name and
 * resource attributes are read by OpenTelemetry itself.
 */
export function telemetrySettings(env: NodeJS.ProcessEnv): TelemetrySettings | null {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return null;
  const goes = (signal: 'TRACES' | 'METRICS'): boolean =>
    (Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT']) || Boolean(env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`])) && env[`OTEL_${signal}_EXPORTER`] !== 'none';
  const [traces, metrics] = [goes('TRACES'), goes('METRICS')];
  const interval = Number(env['OTEL_METRIC_EXPORT_INTERVAL']);
  return traces || metrics ? { traces, metrics, intervalMs: Number.isInteger(interval) && interval > 0 ? interval : 60_000 } : null;
}

/**
 * Turns telemetry on where the environment says so; nothing of the SDK is loaded otherwise. `process` is the service's name unless
 * OTEL_SERVICE_NAME gives another. Call it first in a process, and `stop` last.
 */
export async function startTelemetry(process_: string, env: NodeJS.ProcessEnv = process.env): Promise<Telemetry> {
  const settings = telemetrySettings(env);
  if (!settings) return { stop: () => Promise.resolve() };
  const { openSdk } = await import('./sdk.ts');
  const { sink, stop }: { sink: Sink; stop: () => Promise<void> } = openSdk(process_, settings);
  listen(sink);
  return {
    async stop() {
      listen(null);
      await stop();
    },
  };
}
