import { banded, type ScoreInput } from './score.ts'
import { summedScore } from './summed-score.ts'
import { platelets } from './vital-signs.ts'

const prolongation: ScoreInput = {
  code: 'pt-prolongation',
  label: { vi: 'PT hoặc INR kéo dài thêm', en: 'Prolongation of PT or INR' },
  kind: 'number',
  unit: '%',
  min: 0,
  max: 1000,
  decimals: 1,
}

const fibrinogen: ScoreInput = {
  code: 'fibrinogen',
  label: { vi: 'Fibrinogen', en: 'Fibrinogen' },
  kind: 'number',
  unit: 'g/L',
  min: 0.1,
  max: 20,
  decimals: 2,
}

/** Pregnancy-modified ISTH score of overt DIC, 0–5, overt from 3. Exactly 2 g/L of fibrinogen counts as low, the safe way. */
export const isthDicPregnancy = summedScore({
  code: 'isth-dic-pregnancy',
  version: 1,
  name: { vi: 'Điểm DIC của ISTH hiệu chỉnh cho thai kỳ', en: 'Pregnancy-modified ISTH DIC score' },
  sign: 'ISTH-DIC',
  source: 'Clark SL et al. Am J Obstet Gynecol 2016;215:408–412',
  inputs: [platelets, prolongation, fibrinogen],
  points: {
    platelets: (known) =>
      banded(known.number('platelets'), [
        [49.9, 2],
        [100, 1],
        [Number.POSITIVE_INFINITY, 0],
      ]),
    'pt-prolongation': (known) =>
      banded(known.number('pt-prolongation'), [
        [24.9, 0],
        [50, 1],
        [Number.POSITIVE_INFINITY, 2],
      ]),
    fibrinogen: (known) =>
      banded(known.number('fibrinogen'), [
        [2, 1],
        [Number.POSITIVE_INFINITY, 0],
      ]),
  },
  band: (total) =>
    total >= 3
      ? { code: 'overt', label: { vi: 'DIC rõ', en: 'Overt DIC' } }
      : { code: 'not-overt', label: { vi: 'Chưa đủ tiêu chuẩn DIC', en: 'Not overt DIC' } },
  alerts: ({ atLeast }) =>
    atLeast >= 3
      ? [
          {
            code: 'dic-overt',
            level: 'act',
            label: { vi: 'Điểm DIC thai kỳ ≥ 3: DIC rõ', en: 'Pregnancy DIC score ≥ 3: overt DIC' },
          },
        ]
      : [],
})
