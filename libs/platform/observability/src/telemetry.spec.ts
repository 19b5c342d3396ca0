import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { trace } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { continued, counted, isListening, listen, measured, observed, timed, traced, tracedNow, traceparent } from './instruments.ts';
import { sdkWith } from './sdk.ts';
import { sieved } from './sieve.ts';
import { startTelemetry, telemetrySettings } from './telemetry.ts';

const REQUEST = '0b6f4c52-4a52-4c2e-9d3b-2f6c1f1f9a77';

describe('telemetry', () => {
  it.each([
    [{}, null],
    [{ OTEL_SERVICE_NAME: 'x', OTEL_TRACES_EXPORTER: 'otlp' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, { traces: true, metrics: true, intervalMs: 60_000 }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_METRICS_EXPORTER: 'none' }, { traces: true, metrics: false, intervalMs: 60_000 }],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:4318', OTEL_METRIC_EXPORT_INTERVAL: '5000' }, { traces: false, metrics: true, intervalMs: 5_000 }],
  ])('%o', (env, settings) => expect(telemetrySettings(env)).toEqual(settings));

  it('is off by default: nothing of the SDK is loaded, and work is done as it is', async () => {
    const code = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      const { startTelemetry, traced, counted } = await import('./src/index.ts');
      const telemetry = await startTelemetry('test', {});
      counted('disclosure.timers.fired');
      console.log(JSON.stringify({ result: await traced('command', {}, async () => 7), loaded: loaded.filter((url) => url.includes('opentelemetry') || url.endsWith('/sdk.ts')) }));
      await telemetry.stop();`;
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', `${root}tools/register.mjs`, '--input-type=module', '--eval', code], { cwd: fileURLToPath(new URL('..', import.meta.url)) });
    expect(JSON.parse(stdout)).toEqual({ result: 7, loaded: [] });
    expect(isListening()).toBe(false);
    expect(traceparent()).toBeUndefined();
  });

  describe('that is on', () => {
    let spans: InMemorySpanExporter;
    let metrics: InMemoryMetricExporter;
    let reader: PeriodicExportingMetricReader;
    let sdk: ReturnType<typeof sdkWith>;
    beforeEach(() => {
      spans = new InMemorySpanExporter();
      metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
      reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 });
      sdk = sdkWith('test', { spans: [new SimpleSpanProcessor(sieved(spans))], readers: [reader] });
      listen(sdk.sink);
    });
    afterEach(async () => {
      listen(null);
      await sdk.stop();
    });

    it('nests spans over awaits, and over processes by the header', async () => {
      let header: string | undefined;
      await traced('graph.request', { 'disclosure.request_id': REQUEST }, () => timed('subgraph.fetch', 'disclosure.subgraph.duration', { 'disclosure.subgraph': 'requests' }, async () => {
        await Promise.resolve();
        header = traceparent();
      }));
      await continued(header, () => traced('command', { 'disclosure.action': 'submitRequest' }, async (span) => span.set({ 'disclosure.outcome': 'DONE', 'disclosure.action': '张三' })));
      await continued('forged', () => traced('sql', {}, () => Promise.resolve()));
      const [fetch, request, command, stray] = spans.getFinishedSpans();
      expect([fetch?.name, request?.name, command?.name]).toEqual(['subgraph.fetch', 'graph.request', 'command']);
      expect(fetch?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
      expect(command?.parentSpanContext?.spanId).toBe(fetch?.spanContext().spanId);
      expect(command?.spanContext().traceId).toBe(request?.spanContext().traceId);
      expect(stray?.spanContext().traceId).not.toBe(request?.spanContext().traceId);
      expect(command?.attributes).toEqual({ 'disclosure.action': 'submitRequest', 'disclosure.outcome': 'DONE' });
      expect(request?.attributes).toEqual({ 'disclosure.request_id': REQUEST });
      expect(request?.resource.attributes['service.name']).toBe('disclosure-test');
      expect(Object.keys(request?.resource.attributes ?? {}).filter((name) => !/^(service\.name|telemetry\.sdk\.)/.test(name))).toEqual([]);
    });

    it('lets no message of an error out, nor what a library adds by itself', async () => {
      await expect(traced('command', {}, () => Promise.reject(new RangeError('张三 220102199001011234')))).rejects.toThrow('张三');
      expect(() => tracedNow('graph.plan', {}, () => { throw new TypeError('张三'); })).toThrow('张三');
      const library = trace.getTracer('apollo');
      library.startActiveSpan('gateway.fetch', { attributes: { 'graphql.document': '{ applicant(name: "张三") { id } }', service: 'requests' } }, (span) => {
        span.recordException(new Error('李四'));
        span.setStatus({ code: 2, message: '李四' });
        span.addEvent('张三');
        span.end();
      });
      library.startSpan('张三').end();
      const sent = spans.getFinishedSpans().map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links }));
      expect(sent).toEqual([
        { name: 'command', attributes: { 'error.type': 'RangeError' }, events: [], status: { code: 2 }, links: [] },
        { name: 'graph.plan', attributes: { 'error.type': 'TypeError' }, events: [], status: { code: 2 }, links: [] },
        { name: 'gateway.fetch', attributes: {}, events: [], status: { code: 2 }, links: [] },
      ]);
    });

    it('counts, measures and looks, and a look that fails disturbs nothing', async () => {
      counted('disclosure.command.refusals', { 'disclosure.code': 'TOO_LATE', 'client.address': '10.0.0.1' });
      counted('disclosure.command.refusals', { 'disclosure.code': 'TOO_LATE' }, 2);
      measured('disclosure.sql.duration', 3, { 'db.query.summary': 'SELECT requests.event' });
      await timed('subgraph.fetch', 'disclosure.subgraph.duration', { 'disclosure.subgraph': 'review', 'disclosure.request_id': REQUEST }, () => Promise.resolve());
      let looks = 0;
      const unwatch = observed('disclosure.relay.lag', async () => [{ value: 4 + ++looks, attributes: { 'disclosure.source': 'requests', 'disclosure.consumer': 'review-cases' } }]);
      const broken = observed('disclosure.pool.connections', () => { throw new Error('down'); });
      await reader.forceFlush();
      const told = new Map(metrics.getMetrics().at(-1)?.scopeMetrics.flatMap((scope) => scope.metrics.map((metric) => [metric.descriptor.name, metric.dataPoints.map(({ attributes, value }) => ({ attributes, value }))] as const)));
      expect(told.get('disclosure.command.refusals')).toEqual([{ attributes: { 'disclosure.code': 'TOO_LATE' }, value: 3 }]);
      expect(told.get('disclosure.sql.duration')).toMatchObject([{ attributes: { 'db.query.summary': 'SELECT requests.event' }, value: { count: 1, sum: 3 } }]);
      expect(told.get('disclosure.subgraph.duration')?.map(({ attributes }) => attributes)).toEqual([{ 'disclosure.subgraph': 'review' }]);
      expect(told.get('disclosure.relay.lag')).toEqual([{ attributes: { 'disclosure.source': 'requests', 'disclosure.consumer': 'review-cases' }, value: 5 }]);
      expect(told.has('disclosure.pool.connections')).toBe(false);
      unwatch();
      broken();
      await reader.forceFlush();
      expect(looks).toBe(1);
    });
  });

  it('sends to the collector that the environment names, and keeps no process from ending when it is silent', async () => {
    const received = new Map<string, string>();
    const collector = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (piece: string) => (body += piece)).on('end', () => { received.set(request.url ?? '', body); response.end('{}'); });
    });
    await new Promise<void>((resolve) => { collector.listen(0, '127.0.0.1', resolve); });
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    const before = { ...process.env };
    // The exporters read the environment of the process by themselves.
    Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'disclosure-changchun' });
    try {
      const telemetry = await startTelemetry('gateway');
      await traced('graph.request', { 'disclosure.request_id': REQUEST }, async () => counted('disclosure.graph.requests', { 'http.response.status_code': 200 }));
      await telemetry.stop();
      expect(received.get('/v1/traces')).toContain('graph.request');
      expect(received.get('/v1/traces')).toContain('disclosure-changchun');
      expect(received.get('/v1/metrics')).toContain('disclosure.graph.requests');

      Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_TIMEOUT: '1000' });
      const silent = await startTelemetry('gateway');
      await traced('graph.request', {}, () => Promise.resolve());
      const began = performance.now();
      await silent.stop();
      expect(performance.now() - began).toBeLessThan(4_000);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      collector.closeAllConnections();
      await new Promise((resolve) => { collector.close(resolve); });
    }
  });
});
