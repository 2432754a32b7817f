import { unconfirmed } from '../unconfirmed.ts'
import { graded, question } from './choices.ts'
import type { ScoreAlert, ScoreBand } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'

function brightonBand(total: number): ScoreBand {
  if (total >= 5) return { code: 'urgent', label: { vi: 'Khẩn', en: 'Urgent' } }
  if (total >= 3) return { code: 'review', label: { vi: 'Cần đánh giá', en: 'Review' } }
  return { code: 'low', label: { vi: 'Thấp', en: 'Low' } }
}

function brightonAlerts({ atLeast }: Standing): ScoreAlert[] {
  if (atLeast < 3) return []
  return atLeast >= 5
    ? [
        {
          code: 'brighton-urgent',
          level: 'act',
          label: { vi: 'PEWS Brighton ≥ 5: bác sĩ đánh giá khẩn', en: 'Brighton PEWS ≥ 5: urgent review' },
        },
      ]
    : [
        {
          code: 'brighton-review',
          level: 'watch',
          label: { vi: 'PEWS Brighton ≥ 3: bác sĩ đánh giá', en: 'Brighton PEWS ≥ 3: review' },
        },
      ]
}

/** Brighton PEWS, 0–9 and 2 more for nebulisers or vomiting; review from 3, urgent from 5. */
export const brightonPews = summedScore({
  code: 'brighton-pews',
  version: 1,
  name: { vi: 'Cảnh báo sớm trẻ em PEWS Brighton', en: 'Brighton Paediatric Early Warning Score' },
  sign: 'PEWS Brighton',
  source: unconfirmed('Monaghan A. Paediatr Nurs 2005;17(1):32–35'),
  isUnconfirmed: true,
  inputs: [
    graded(
      'brighton-behaviour',
      ['Hành vi', 'Behaviour'],
      [
        ['Chơi, phù hợp', 'Playing, appropriate'],
        ['Ngủ', 'Sleeping'],
        ['Kích thích, quấy', 'Irritable'],
        ['Li bì, lú lẫn hoặc giảm đáp ứng với đau', 'Lethargic, confused or reduced response to pain'],
      ],
    ),
    graded(
      'brighton-cardiovascular',
      ['Tuần hoàn', 'Cardiovascular'],
      [
        ['Hồng, đầy mao mạch 1–2 giây', 'Pink, capillary refill 1–2 s'],
        ['Tái, đầy mao mạch 3 giây', 'Pale, capillary refill 3 s'],
        ['Xám, đầy mao mạch 4 giây, nhịp tim tăng thêm 20', 'Grey, capillary refill 4 s, heart rate up by 20'],
        [
          'Xám, nổi vân tím, đầy mao mạch từ 5 giây, nhịp tim tăng thêm 30 hoặc chậm',
          'Grey and mottled, capillary refill 5 s or more, heart rate up by 30, or bradycardia',
        ],
      ],
    ),
    graded(
      'brighton-respiratory',
      ['Hô hấp', 'Respiratory'],
      [
        ['Bình thường, không co kéo', 'Normal, no retractions'],
        [
          'Nhịp thở tăng thêm 10, dùng cơ phụ, FiO₂ ≥ 30 % hoặc ≥ 3 L/phút',
          'Rate up by 10, accessory muscles, FiO₂ ≥ 30 % or ≥ 3 L/min',
        ],
        [
          'Nhịp thở tăng thêm 20, co kéo, FiO₂ ≥ 40 % hoặc ≥ 6 L/phút',
          'Rate up by 20, retractions, FiO₂ ≥ 40 % or ≥ 6 L/min',
        ],
        [
          'Nhịp thở dưới bình thường 5 kèm co kéo hoặc rên, FiO₂ ≥ 50 % hoặc ≥ 8 L/phút',
          'Rate 5 below normal with retractions or grunting, FiO₂ ≥ 50 % or ≥ 8 L/min',
        ],
      ],
    ),
    question(
      'brighton-extra',
      ['Khí dung mỗi 15 phút hoặc nôn kéo dài sau mổ', 'Nebulisers every 15 min, or persistent vomiting after surgery'],
      2,
    ),
  ],
  band: brightonBand,
  alerts: brightonAlerts,
})
