import type { ScoreBand, ScoreChoice, ScoreInput, Text } from './score.ts'
import { summedScore } from './summed-score.ts'

type Words = readonly [vi: string, en: string]

function graded(words: readonly Words[]): ScoreChoice[] {
  return words.map(([vi, en], points) => ({ value: String(points), label: { vi, en }, points }))
}

const arm: readonly Words[] = [
  ['Không rơi trong 10 giây', 'No drift for 10 s'],
  ['Rơi dần, chưa chạm giường', 'Drift'],
  ['Có cố gắng chống trọng lực', 'Some effort against gravity'],
  ['Không chống được trọng lực', 'No effort against gravity'],
  ['Không cử động', 'No movement'],
]

const leg: readonly Words[] = [
  ['Không rơi trong 5 giây (nâng 30°)', 'No drift for 5 s (at 30°)'],
  ['Rơi dần, chưa chạm giường', 'Drift'],
  ['Có cố gắng chống trọng lực', 'Some effort against gravity'],
  ['Không chống được trọng lực', 'No effort against gravity'],
  ['Không cử động', 'No movement'],
]

function item(code: string, label: Text, words: readonly Words[], canBeUntestable = false): ScoreInput {
  const untestable = canBeUntestable ? ({ allowsUntestable: 'UN' } as const) : {}
  return { code, label, kind: 'choice', choices: graded(words), ...untestable }
}

const consciousness: ScoreInput[] = [
  item('nihss-1a', { vi: '1a. Mức độ ý thức', en: '1a. Level of consciousness' }, [
    ['Tỉnh', 'Alert'],
    ['Ngủ gà, tỉnh khi kích thích nhẹ', 'Arousable by minor stimulation'],
    ['Cần kích thích nhắc lại hoặc gây đau', 'Needs repeated or painful stimulation'],
    ['Chỉ đáp ứng phản xạ hoặc không đáp ứng', 'Reflex responses only, or none'],
  ]),
  item('nihss-1b', { vi: '1b. Câu hỏi (tháng, tuổi)', en: '1b. Questions (month, age)' }, [
    ['Đúng cả hai', 'Both right'],
    [
      'Đúng một câu; hoặc NKQ, chấn thương, nói khó nặng, rào cản ngôn ngữ',
      'One right; or intubated, trauma, severe dysarthria, language barrier',
    ],
    ['Không đúng câu nào', 'None right'],
  ]),
  item('nihss-1c', { vi: '1c. Thực hiện lệnh (nhắm mở mắt, nắm tay)', en: '1c. Commands (eyes, grip)' }, [
    ['Đúng cả hai', 'Both'],
    ['Đúng một lệnh', 'One'],
    ['Không làm được lệnh nào', 'None'],
  ]),
]

const face: ScoreInput[] = [
  item('nihss-2', { vi: '2. Vận nhãn ngang', en: '2. Best gaze' }, [
    ['Bình thường', 'Normal'],
    ['Liệt vận nhãn một phần', 'Partial palsy'],
    ['Lệch mắt cố định hoặc liệt hoàn toàn', 'Forced deviation or total palsy'],
  ]),
  item('nihss-3', { vi: '3. Thị trường', en: '3. Visual fields' }, [
    ['Không mất thị trường', 'No loss'],
    ['Bán manh một phần', 'Partial hemianopia'],
    ['Bán manh hoàn toàn', 'Complete hemianopia'],
    ['Bán manh hai bên hoặc mù', 'Bilateral hemianopia or blind'],
  ]),
  item('nihss-4', { vi: '4. Liệt mặt', en: '4. Facial palsy' }, [
    ['Không liệt', 'Normal'],
    ['Liệt nhẹ', 'Minor'],
    ['Liệt một phần (nửa mặt dưới)', 'Partial (lower face)'],
    ['Liệt hoàn toàn (một hoặc hai bên)', 'Complete (one or both sides)'],
  ]),
]

const limbs: ScoreInput[] = [
  item('nihss-5a', { vi: '5a. Vận động tay trái', en: '5a. Motor arm, left' }, arm, true),
  item('nihss-5b', { vi: '5b. Vận động tay phải', en: '5b. Motor arm, right' }, arm, true),
  item('nihss-6a', { vi: '6a. Vận động chân trái', en: '6a. Motor leg, left' }, leg, true),
  item('nihss-6b', { vi: '6b. Vận động chân phải', en: '6b. Motor leg, right' }, leg, true),
  item(
    'nihss-7',
    { vi: '7. Thất điều chi', en: '7. Limb ataxia' },
    [
      ['Không có (hoặc liệt, không hiểu lệnh)', 'Absent (or paralysed, or cannot understand)'],
      ['Ở một chi', 'One limb'],
      ['Ở hai chi', 'Two limbs'],
    ],
    true,
  ),
]

const higher: ScoreInput[] = [
  item('nihss-8', { vi: '8. Cảm giác', en: '8. Sensory' }, [
    ['Bình thường', 'Normal'],
    ['Giảm nhẹ đến trung bình', 'Mild to moderate loss'],
    ['Giảm nặng hoặc mất hoàn toàn (hôn mê: 2)', 'Severe or total loss (coma: 2)'],
  ]),
  item('nihss-9', { vi: '9. Ngôn ngữ', en: '9. Best language' }, [
    ['Không thất ngôn', 'No aphasia'],
    ['Thất ngôn nhẹ đến trung bình', 'Mild to moderate aphasia'],
    ['Thất ngôn nặng', 'Severe aphasia'],
    ['Câm hoặc thất ngôn toàn bộ (hôn mê: 3)', 'Mute or global aphasia (coma: 3)'],
  ]),
  item(
    'nihss-10',
    { vi: '10. Nói khó', en: '10. Dysarthria' },
    [
      ['Bình thường', 'Normal'],
      ['Nhẹ đến trung bình', 'Mild to moderate'],
      ['Nặng: không hiểu được lời nói hoặc câm', 'Severe: unintelligible or mute'],
    ],
    true,
  ),
  item('nihss-11', { vi: '11. Thờ ơ nửa bên', en: '11. Extinction and inattention' }, [
    ['Không', 'None'],
    ['Một thể thức cảm giác', 'One modality'],
    ['Nặng hoặc nhiều hơn một thể thức', 'Profound or more than one modality'],
  ]),
]

/** The bands of the Vietnamese guideline: 0–5, 6–10, 11–20, above 20. */
function nihssBand(total: number): ScoreBand {
  if (total <= 5) return { code: 'mild', label: { vi: 'Nhẹ', en: 'Mild' } }
  if (total <= 10) return { code: 'moderate', label: { vi: 'Trung bình', en: 'Moderate' } }
  if (total <= 20) return { code: 'moderate-severe', label: { vi: 'Vừa–nặng', en: 'Moderate to severe' } }
  return { code: 'very-severe', label: { vi: 'Rất nặng', en: 'Very severe' } }
}

/** NIH Stroke Scale: 15 items, 0–42; what cannot be tested (UN) adds 0 and is shown. Bands of QĐ 3312/QĐ-BYT. */
export const nihss = summedScore({
  code: 'nihss',
  version: 1,
  name: { vi: 'Thang điểm đột quỵ NIHSS', en: 'NIH Stroke Scale (NIHSS)' },
  sign: 'NIHSS',
  source: 'NINDS, NIH Stroke Scale (public domain); bands: QĐ 3312/QĐ-BYT 05/11/2024',
  inputs: [...consciousness, ...face, ...limbs, ...higher],
  band: nihssBand,
})
