import { type CalendarDate, inForceOn } from '#platform/contract/in-force.ts'

/** What decides how long a record is kept. */
export type Kept = {
  /** A record of care with its minutes and images, or a register (sổ). */
  kind: 'record' | 'register'
  hasDied: boolean
  /** Mental illness, accident at work or on the road, transplantation. */
  because: readonly ('mental-illness' | 'accident' | 'transplant')[]
  /** The day on which the record was closed. */
  closedOn: CalendarDate
}

/** How long a record is kept, and by which rule. A legal hold stops destruction whatever this says. */
export type Retention = { years: number; notBefore: CalendarDate; rule: string }

type Years = { record: number; mental: number; accident: number; death: number; transplant: number; register: number }

/** Years of retention by the rule in force when the record was closed. */
const rules: readonly { from: CalendarDate; rule: string; years: Years }[] = [
  {
    from: '2018-02-15',
    rule: 'Thông tư 53/2017/TT-BYT',
    years: { record: 10, mental: 20, accident: 15, death: 20, transplant: 30, register: 5 },
  },
  {
    from: '2025-07-01',
    rule: 'Thông tư 33/2025/TT-BYT',
    years: { record: 10, mental: 20, accident: 20, death: 30, transplant: 30, register: 5 },
  },
]

/** How long a record is kept, counted from 31 December of the year in which it was closed; null before any rule known here. */
export function retentionOf({ kind, hasDied, because, closedOn }: Kept): Retention | null {
  const found = inForceOn(rules, closedOn)
  if (!found) return null
  const { years: by, rule } = found
  const asked = [
    ...(hasDied ? [by.death] : []),
    ...(because.includes('mental-illness') ? [by.mental] : []),
    ...(because.includes('accident') ? [by.accident] : []),
    ...(because.includes('transplant') ? [by.transplant] : []),
  ]
  const years = kind === 'register' ? by.register : Math.max(by.record, ...asked)
  return { years, notBefore: `${Number(closedOn.slice(0, 4)) + years}-12-31`, rule }
}
