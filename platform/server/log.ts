import { type Logger, pino } from 'pino'

export type Log = Logger

/** The log of a process: JSON lines to standard output, without patient data, cookies or addresses with queries. */
export const createLog = (name: string): Log =>
  pino({
    name,
    level: process.env['LOG_LEVEL'] ?? 'info',
    redact: { paths: ['req.headers', 'headers', 'body', '*.password', '*.cookie', 'input'], remove: true },
  })
