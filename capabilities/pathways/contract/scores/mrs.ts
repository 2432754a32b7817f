import { unconfirmed } from '../unconfirmed.ts'
import { graded } from './choices.ts'
import { summedScore } from './summed-score.ts'

/** Modified Rankin scale: 0 without symptoms to 6 dead. */
export const mrs = summedScore({
  code: 'mrs',
  version: 1,
  name: { vi: 'Thang điểm Rankin sửa đổi (mRS)', en: 'Modified Rankin scale (mRS)' },
  sign: 'mRS',
  source: `van Swieten JC et al. Stroke 1988;19:604–607; ${unconfirmed('tự lập 0–2 · independent 0–2')}`,
  isUnconfirmed: true,
  inputs: [
    graded(
      'mrs',
      ['Mức độ tàn phế', 'Disability'],
      [
        ['0. Không triệu chứng', '0. No symptoms'],
        ['1. Không tàn phế đáng kể', '1. No significant disability'],
        ['2. Tàn phế nhẹ', '2. Slight disability'],
        ['3. Tàn phế vừa, tự đi được', '3. Moderate disability, walks unassisted'],
        ['4. Tàn phế vừa–nặng', '4. Moderately severe disability'],
        ['5. Tàn phế nặng, nằm tại giường', '5. Severe disability, bedridden'],
        ['6. Tử vong', '6. Dead'],
      ],
    ),
  ],
  band: (total) =>
    total <= 2
      ? { code: 'independent', label: { vi: 'Tự lập', en: 'Independent' } }
      : total === 6
        ? { code: 'dead', label: { vi: 'Tử vong', en: 'Dead' } }
        : { code: 'dependent', label: { vi: 'Phụ thuộc', en: 'Dependent' } },
})
