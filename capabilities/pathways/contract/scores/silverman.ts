import { unconfirmed } from '../unconfirmed.ts'
import { graded } from './choices.ts'
import type { ScoreAlert, ScoreBand } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'

function silvermanBand(total: number): ScoreBand {
  if (total < 3) return { code: 'none', label: { vi: 'Không suy hô hấp', en: 'No respiratory distress' } }
  if (total <= 5) return { code: 'moderate', label: { vi: 'Suy hô hấp vừa', en: 'Moderate respiratory distress' } }
  return { code: 'severe', label: { vi: 'Suy hô hấp nặng', en: 'Severe respiratory distress' } }
}

function silvermanAlerts({ atLeast }: Standing): ScoreAlert[] {
  if (atLeast < 3) return []
  return [
    {
      code: 'silverman-distress',
      level: atLeast > 5 ? 'act' : 'watch',
      label:
        atLeast > 5
          ? { vi: 'Silverman > 5: suy hô hấp nặng', en: 'Silverman > 5: severe respiratory distress' }
          : { vi: 'Silverman 3–5: suy hô hấp vừa', en: 'Silverman 3–5: moderate respiratory distress' },
    },
  ]
}

/** Silverman score of respiratory distress in the newborn, 0–10; its bands vary between units. */
export const silverman = summedScore({
  code: 'silverman',
  version: 1,
  name: { vi: 'Điểm Silverman', en: 'Silverman score' },
  sign: 'Silverman',
  source: `Silverman WA, Andersen DH. Pediatrics 1956;17:1–10; ${unconfirmed('các mức · bands')}`,
  isUnconfirmed: true,
  inputs: [
    graded(
      'silverman-chest',
      ['Di động ngực–bụng', 'Chest and abdomen'],
      [
        ['Cùng chiều', 'Move together'],
        ['Ngực di động kém hơn bụng', 'Chest lags'],
        ['Ngược chiều', 'See-saw'],
      ],
    ),
    graded(
      'silverman-intercostal',
      ['Co kéo liên sườn', 'Intercostal retraction'],
      [
        ['Không', 'None'],
        ['Nhẹ', 'Slight'],
        ['Rõ', 'Marked'],
      ],
    ),
    graded(
      'silverman-xiphoid',
      ['Lõm hõm ức', 'Xiphoid retraction'],
      [
        ['Không', 'None'],
        ['Nhẹ', 'Slight'],
        ['Rõ', 'Marked'],
      ],
    ),
    graded(
      'silverman-nostrils',
      ['Cánh mũi phập phồng', 'Nasal flaring'],
      [
        ['Không', 'None'],
        ['Nhẹ', 'Slight'],
        ['Rõ', 'Marked'],
      ],
    ),
    graded(
      'silverman-grunting',
      ['Tiếng rên', 'Grunting'],
      [
        ['Không', 'None'],
        ['Nghe bằng ống nghe', 'With stethoscope'],
        ['Nghe được bằng tai', 'Audible'],
      ],
    ),
  ],
  band: silvermanBand,
  alerts: silvermanAlerts,
})
