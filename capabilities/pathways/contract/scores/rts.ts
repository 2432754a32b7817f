import { banded, readInputs, round, type ScoreDefinition, type ScoreInput, written } from './score.ts'
import { gcsTotal, respiratoryRate, systolic } from './vital-signs.ts'

// a patient without pulse or breath has a score too
const inputs: readonly ScoreInput[] = [gcsTotal, { ...systolic, min: 0 }, { ...respiratoryRate, min: 0 }]

const weights: Readonly<Record<string, number>> = { gcs: 0.9368, systolic: 0.7326, 'respiratory-rate': 0.2908 }

const codes: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  gcs: [
    [3, 0],
    [5, 1],
    [8, 2],
    [12, 3],
    [15, 4],
  ],
  systolic: [
    [0, 0],
    [49, 1],
    [75, 2],
    [89, 3],
    [320, 4],
  ],
  'respiratory-rate': [
    [0, 0],
    [5, 1],
    [9, 2],
    [29, 4],
    [150, 3],
  ],
}

/** Revised trauma score, 0–7.8408: 0.9368 × GCS code + 0.7326 × systolic code + 0.2908 × respiratory code. */
export const rts: ScoreDefinition = {
  code: 'rts',
  version: 1,
  name: { vi: 'Điểm chấn thương sửa đổi (RTS)', en: 'Revised trauma score (RTS)' },
  source: 'Champion HR et al. J Trauma 1989;29:623–629',
  inputs,
  compute: (given) => {
    const { known, missing, untestable, invalid } = readInputs(inputs, given)
    const points: Record<string, number> = {}
    for (const [code, bands] of Object.entries(codes)) {
      const found = banded(known.number(code), bands)
      if (found !== undefined) points[code] = round(found * (weights[code] ?? 0), 4)
    }
    const atLeast = round(
      Object.values(points).reduce((sum, each) => sum + each, 0),
      4,
    )
    const isComplete = missing.length === 0
    const figure = written(atLeast, 4)
    return {
      total: isComplete ? atLeast : null,
      atLeast,
      isComplete,
      missing,
      untestable,
      invalid,
      points,
      band: null,
      alerts: [],
      text: isComplete
        ? { vi: `RTS ${figure.vi}`, en: `RTS ${figure.en}` }
        : { vi: `RTS ≥ ${figure.vi}, chưa đủ dữ liệu`, en: `RTS ≥ ${figure.en}, incomplete` },
    }
  },
}
