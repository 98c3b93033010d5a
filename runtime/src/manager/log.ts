/** Structured logs behind an interface of four methods, so that any logger will do. */
import { pino } from 'pino';

export type LogFields = Readonly<Record<string, unknown>>;

/** A message for people, fields for machines; an error goes into the field `error`. */
export interface Logger {
  readonly debug: (message: string, fields?: LogFields) => void;
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines on standard output, from a level on; `controllers`: those that have another, by name. What a controller logs has its name in the
 * field `controller`.
 */
export const jsonLogger = (level: LogLevel = 'info', controllers: Readonly<Record<string, LogLevel>> = {}): Logger => {
  const own = new Map(Object.entries(controllers));
  const logger = pino({
    level: LOG_LEVELS.find((one) => one === level || Object.values(controllers).includes(one)) ?? level,
    base: null,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: (error: unknown) => readable(error) },
  });
  const method =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      const from = own.get(String(fields['controller'])) ?? level;
      if (LOG_LEVELS.indexOf(name) >= LOG_LEVELS.indexOf(from)) logger[name](fields, message);
    };
  return { debug: method('debug'), info: method('info'), warn: method('warn'), error: method('error') };
};

/** An error as fields: what it is, says and carries (of an `ApiError` the Status), what caused it, and each of several. */
const readable = (error: unknown, outer: readonly unknown[] = []): unknown => {
  if (!(error instanceof Error) || outer.includes(error)) return error instanceof Error ? error.message : error;
  const { name, message, stack, cause, ...own } = error;
  const within = [...outer, error];
  return {
    type: error.constructor.name === 'Error' ? (name ?? 'Error') : error.constructor.name,
    message,
    stack,
    ...own,
    ...(cause === undefined ? {} : { cause: readable(cause, within) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map((one: unknown) => readable(one, within)) } : {}),
  };
};

/** A logger that says nothing. */
export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The same logger with fields in each line. */
export const withFields = (logger: Logger, own: LogFields): Logger => ({
  debug: (message, fields) => logger.debug(message, { ...own, ...fields }),
  info: (message, fields) => logger.info(message, { ...own, ...fields }),
  warn: (message, fields) => logger.warn(message, { ...own, ...fields }),
  error: (message, fields) => logger.error(message, { ...own, ...fields }),
});
