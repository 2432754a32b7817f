import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The metrics of this process; labels carry endpoint names and outcomes, never people. */
export const registry = new Registry()

collectDefaultMetrics({ register: registry })

/** Seconds from the arrival of a call to its answer, by endpoint and outcome. */
export const callSeconds = new Histogram({
  name: 'tuyen_call_seconds',
  help: 'Time from the arrival of a call to its answer',
  labelNames: ['endpoint', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
})

/** Open live sockets. */
export const liveSockets = new Gauge({ name: 'tuyen_live_sockets', help: 'Open live sockets', registers: [registry] })

/** Hints sent over live sockets. */
export const liveHints = new Counter({
  name: 'tuyen_live_hints_total',
  help: 'Hints sent over live sockets',
  registers: [registry],
})
