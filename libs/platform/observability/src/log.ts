import pino from 'pino';
import type { Logger } from 'pino';

/** The platform's log: one JSON object a line on standard error, with correlation ids. What people wrote or are called never goes in. */
export function createLog(level: string = process.env['LOG_LEVEL'] ?? 'warn'): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}

/** A fault as the log holds it: what it is and where, without the values that it carries (a driver's error may quote a row). */
export function faultOf(error: unknown): { readonly type: string; readonly message: string; readonly code?: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const { code, detail: _detail } = error as { code?: unknown; detail?: unknown };
  return { type: error.name, message: error.message, ...(code === undefined ? {} : { code: String(code) }), ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

export type { Logger };
