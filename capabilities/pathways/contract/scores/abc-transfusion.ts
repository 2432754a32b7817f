import { question } from './choices.ts'
import { summedScore } from './summed-score.ts'
import { heartRate, systolic } from './vital-signs.ts'

/** ABC score: whether a massive transfusion will be needed, 0–4, likely from 2. */
export const abcTransfusion = summedScore({
  code: 'abc-transfusion',
  version: 1,
  name: { vi: 'Điểm ABC truyền máu khối lượng lớn', en: 'ABC score for massive transfusion' },
  sign: 'ABC',
  source: 'Nunez TC et al. J Trauma 2009;66:346–352',
  inputs: [
    question('penetrating', ['Cơ chế xuyên thấu', 'Penetrating mechanism'], 1),
    systolic,
    heartRate,
    question('fast-positive', ['FAST dương tính', 'FAST positive'], 1),
  ],
  points: {
    systolic: (known) => {
      const value = known.number('systolic')
      return value === undefined ? undefined : Number(value <= 90)
    },
    'heart-rate': (known) => {
      const value = known.number('heart-rate')
      return value === undefined ? undefined : Number(value >= 120)
    },
  },
  band: (total) =>
    total >= 2
      ? {
          code: 'likely',
          label: { vi: 'Nhiều khả năng cần truyền máu khối lượng lớn', en: 'Massive transfusion likely' },
        }
      : { code: 'unlikely', label: { vi: 'Ít khả năng', en: 'Unlikely' } },
  alerts: ({ atLeast }) =>
    atLeast >= 2
      ? [
          {
            code: 'abc-massive-transfusion',
            level: 'act',
            label: {
              vi: 'ABC ≥ 2: kích hoạt quy trình truyền máu khối lượng lớn',
              en: 'ABC ≥ 2: activate the massive transfusion protocol',
            },
          },
        ]
      : [],
})
