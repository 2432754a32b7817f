import { graded } from './choices.ts'
import type { ScoreAlert, ScoreBand } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'

function apgarBand(total: number): ScoreBand {
  if (total >= 7) return { code: 'normal', label: { vi: 'Bình thường', en: 'Normal' } }
  if (total >= 4) return { code: 'moderate', label: { vi: 'Ngạt trung bình', en: 'Moderately depressed' } }
  return { code: 'severe', label: { vi: 'Ngạt nặng', en: 'Severely depressed' } }
}

function apgarAlerts({ total }: Standing): ScoreAlert[] {
  if (total === null || total >= 7) return []
  return [
    {
      code: 'apgar-repeat',
      level: total <= 3 ? 'act' : 'watch',
      label: {
        vi: 'Apgar < 7: hồi sức không chờ điểm, chấm lại mỗi 5 phút đến 20 phút',
        en: 'Apgar < 7: resuscitation does not wait for it; score again every 5 min up to 20 min',
      },
    },
  ]
}

/** Apgar score, 0–10, at 1 and 5 minutes and every 5 minutes to 20 while under 7. */
export const apgar = summedScore({
  code: 'apgar',
  version: 1,
  name: { vi: 'Điểm Apgar', en: 'Apgar score' },
  sign: 'Apgar',
  source: 'Apgar V. Curr Res Anesth Analg 1953;32:260–267; ACOG/AAP Committee Opinion 644',
  inputs: [
    graded(
      'apgar-appearance',
      ['Màu da', 'Appearance'],
      [
        ['Tím hoặc tái toàn thân', 'Blue or pale all over'],
        ['Thân hồng, chi tím', 'Body pink, limbs blue'],
        ['Hồng hào', 'Pink'],
      ],
    ),
    graded(
      'apgar-pulse',
      ['Nhịp tim', 'Pulse'],
      [
        ['Không có', 'None'],
        ['Dưới 100 lần/phút', 'Under 100/min'],
        ['Từ 100 lần/phút', '100/min or more'],
      ],
    ),
    graded(
      'apgar-grimace',
      ['Phản xạ', 'Grimace'],
      [
        ['Không đáp ứng', 'None'],
        ['Nhăn mặt', 'Grimace'],
        ['Khóc, ho, hắt hơi', 'Cry, cough, sneeze'],
      ],
    ),
    graded(
      'apgar-activity',
      ['Trương lực cơ', 'Activity'],
      [
        ['Mềm nhũn', 'Limp'],
        ['Gấp chi nhẹ', 'Some flexion'],
        ['Cử động tốt', 'Active'],
      ],
    ),
    graded(
      'apgar-respiration',
      ['Hô hấp', 'Respiration'],
      [
        ['Không thở', 'None'],
        ['Yếu, không đều', 'Weak, irregular'],
        ['Khóc to', 'Good cry'],
      ],
    ),
  ],
  band: apgarBand,
  alerts: apgarAlerts,
})
