/** The limits of one age band: outside `normal` is 1 point, at or beyond `two` 2 points, at or beyond `four` 4 points. */
export type Limits = {
  one: readonly [low: number, high: number]
  two: readonly [low: number, high: number]
  four: readonly [low: number, high: number]
}

/** The vital signs that Bedside PEWS judges by age. */
export type AgedSign = 'heart-rate' | 'systolic' | 'respiratory-rate'

/**
 * The five age bands, each up to an end in months: under 3 and under 12 months without, up to the 4th and the 12th
 * birthday with the day itself. Points are for low at or under, or high at or over.
 */
export const pewsBands: readonly ({ end: number; endIsWithin: boolean } & Record<AgedSign, Limits>)[] = [
  {
    end: 3,
    endIsWithin: false,
    'heart-rate': { one: [110, 150], two: [90, 180], four: [80, 190] },
    systolic: { one: [60, 80], two: [50, 100], four: [45, 130] },
    'respiratory-rate': { one: [29, 61], two: [19, 81], four: [15, 91] },
  },
  {
    end: 12,
    endIsWithin: false,
    'heart-rate': { one: [100, 150], two: [80, 170], four: [70, 180] },
    systolic: { one: [80, 100], two: [70, 120], four: [60, 150] },
    'respiratory-rate': { one: [24, 51], two: [19, 71], four: [15, 81] },
  },
  {
    end: 48,
    endIsWithin: true,
    'heart-rate': { one: [90, 120], two: [70, 150], four: [60, 170] },
    systolic: { one: [90, 110], two: [75, 125], four: [65, 160] },
    'respiratory-rate': { one: [19, 41], two: [15, 61], four: [12, 71] },
  },
  {
    end: 144,
    endIsWithin: true,
    'heart-rate': { one: [70, 110], two: [60, 130], four: [50, 150] },
    systolic: { one: [90, 120], two: [80, 140], four: [70, 170] },
    'respiratory-rate': { one: [19, 31], two: [14, 41], four: [10, 51] },
  },
  {
    end: Number.POSITIVE_INFINITY,
    endIsWithin: true,
    'heart-rate': { one: [60, 100], two: [50, 120], four: [40, 140] },
    systolic: { one: [100, 130], two: [85, 150], four: [75, 190] },
    'respiratory-rate': { one: [11, 17], two: [10, 23], four: [9, 30] },
  },
]

/** Points of a vital sign at an age in months: 0, 1, 2 or 4. */
export function agedPoints(sign: AgedSign, value: number, months: number): number {
  const band = pewsBands.find(({ end, endIsWithin }) => (endIsWithin ? months <= end : months < end))
  if (!band) return 0
  const isBeyond = ([low, high]: readonly [number, number]): boolean => value <= low || value >= high
  if (isBeyond(band[sign].four)) return 4
  if (isBeyond(band[sign].two)) return 2
  return isBeyond(band[sign].one) ? 1 : 0
}
