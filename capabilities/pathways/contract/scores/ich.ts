import { question } from './choices.ts'
import { banded, type ScoreInput } from './score.ts'
import { summedScore } from './summed-score.ts'
import { ageYears, gcsTotal } from './vital-signs.ts'

const volume: ScoreInput = {
  code: 'haematoma-volume',
  label: { vi: 'Thể tích khối máu tụ', en: 'Haematoma volume' },
  kind: 'number',
  unit: 'mL',
  min: 0,
  max: 300,
  decimals: 1,
}

/** ICH score of intracerebral haemorrhage, 0–6. */
export const ich = summedScore({
  code: 'ich',
  version: 1,
  name: { vi: 'Điểm xuất huyết não (ICH)', en: 'Intracerebral haemorrhage (ICH) score' },
  sign: 'ICH',
  source: 'Hemphill JC et al. Stroke 2001;32:891–897',
  inputs: [
    gcsTotal,
    volume,
    question('intraventricular', ['Tràn máu não thất', 'Intraventricular haemorrhage'], 1),
    question('infratentorial', ['Nguồn gốc dưới lều', 'Infratentorial origin'], 1),
    ageYears,
  ],
  points: {
    gcs: (known) =>
      banded(known.number('gcs'), [
        [4, 2],
        [12, 1],
        [15, 0],
      ]),
    'haematoma-volume': (known) => {
      const millilitres = known.number('haematoma-volume')
      return millilitres === undefined ? undefined : Number(millilitres >= 30)
    },
    'age-years': (known) => {
      const years = known.number('age-years')
      return years === undefined ? undefined : Number(years >= 80)
    },
  },
})
