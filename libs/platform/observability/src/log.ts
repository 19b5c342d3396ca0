import pino from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { faultOf, withoutValues } from './fault.ts';
import { traceparent } from './instruments.ts';

/**
 * The platform's log: one JSON object a line on standard error, with correlation ids (request, trace, process). What people wrote or are
 * called never goes in: texts pass `withoutValues`, errors pass `faultOf`, whoever logs them. LOG_LEVEL says how much (default `warn`).
 */
export function createLog(level: string = process.env['LOG_LEVEL'] ?? 'warn', to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino({
    level, base: null, timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: faultOf, error: faultOf, cause: faultOf, where: (text: unknown) => (typeof text === 'string' ? withoutValues(text) : undefined) },
    mixin: () => {
      const trace = traceparent();
      return trace === undefined ? {} : { trace: trace.slice(3, 35) };
    },
    hooks: {
      logMethod(args, method) {
        const safe = (args as unknown[]).map((arg, index) => (typeof arg === 'string' ? withoutValues(arg) : index === 0 && arg instanceof Error ? { fault: faultOf(arg) } : arg));
        method.apply(this, safe as Parameters<typeof method>);
      },
    },
  }, to);
}

export { faultOf, withoutValues } from './fault.ts';
export type { Fault } from './fault.ts';
export type { Logger };
