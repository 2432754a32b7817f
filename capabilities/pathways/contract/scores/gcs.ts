import type { Known, ScoreAlert, ScoreBand, ScoreChoice, ScoreDefinition, ScoreInput, Text } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'

type Words = readonly [vi: string, en: string]

/** Choices from the best answer down to 1. */
function falling(words: readonly Words[]): ScoreChoice[] {
  return words.map(([vi, en], place) => {
    const points = words.length - place
    return { value: String(points), label: { vi, en }, points }
  })
}

function component(code: string, label: Text, words: readonly Words[]): ScoreInput {
  return { code, label, kind: 'choice', choices: falling(words), allowsUntestable: 'NT' }
}

const eye = component('gcs-eye', { vi: 'Mắt (E)', en: 'Eyes (E)' }, [
  ['Tự mở', 'Spontaneous'],
  ['Gọi mở', 'To sound'],
  ['Đau mở', 'To pressure'],
  ['Không mở', 'None'],
])

const verbal = component('gcs-verbal', { vi: 'Lời nói (V)', en: 'Verbal (V)' }, [
  ['Định hướng đúng', 'Orientated'],
  ['Lú lẫn', 'Confused'],
  ['Nói từ rời rạc', 'Words'],
  ['Phát âm vô nghĩa', 'Sounds'],
  ['Không đáp ứng', 'None'],
])

const motor = component('gcs-motor', { vi: 'Vận động (M)', en: 'Motor (M)' }, [
  ['Làm theo lệnh', 'Obeys commands'],
  ['Gạt đúng chỗ đau', 'Localises'],
  ['Gấp chi bình thường, rút chi', 'Normal flexion, withdraws'],
  ['Gấp chi bất thường', 'Abnormal flexion'],
  ['Duỗi chi', 'Extension'],
  ['Không đáp ứng', 'None'],
])

const verbalUnder2 = component('gcs-verbal', { vi: 'Lời nói (V), dưới 2 tuổi', en: 'Verbal (V), under 2 years' }, [
  ['Ư a, bập bẹ', 'Coos, babbles'],
  ['Quấy khóc', 'Irritable cry'],
  ['Khóc khi đau', 'Cries to pain'],
  ['Rên khi đau', 'Moans to pain'],
  ['Không đáp ứng', 'None'],
])

const motorUnder2 = component('gcs-motor', { vi: 'Vận động (M), dưới 2 tuổi', en: 'Motor (M), under 2 years' }, [
  ['Cử động tự nhiên bình thường', 'Normal spontaneous movement'],
  ['Rút chi khi chạm', 'Withdraws to touch'],
  ['Rút chi khi đau', 'Withdraws to pain'],
  ['Gấp chi bất thường', 'Abnormal flexion'],
  ['Duỗi chi', 'Extension'],
  ['Không đáp ứng', 'None'],
])

const pupils: ScoreInput = {
  code: 'pupils-unreactive',
  label: { vi: 'Số đồng tử mất phản xạ ánh sáng', en: 'Pupils that do not react to light' },
  isOptional: true,
  kind: 'choice',
  choices: [
    { value: '0', label: { vi: 'Không', en: 'None' } },
    { value: '1', label: { vi: 'Một bên', en: 'One' } },
    { value: '2', label: { vi: 'Hai bên', en: 'Both' } },
  ],
}

function gcsBand(total: number): ScoreBand {
  if (total >= 13) return { code: 'mild', label: { vi: 'Nhẹ', en: 'Mild' } }
  if (total >= 9) return { code: 'moderate', label: { vi: 'Trung bình', en: 'Moderate' } }
  return { code: 'severe', label: { vi: 'Nặng', en: 'Severe' } }
}

function gcsAlerts({ total }: Standing): ScoreAlert[] {
  if (total === null || total > 8) return []
  return [
    {
      code: 'gcs-airway',
      level: 'act',
      label: { vi: 'GCS ≤ 8: bảo vệ đường thở', en: 'GCS ≤ 8: protect the airway' },
    },
  ]
}

function letterOf(known: Known, untestable: string[], code: string, letter: string): string {
  return `${letter}${untestable.includes(code) ? 'NT' : (known.choice(code) ?? '?')}`
}

/** The components always, then the sum when there is one, then GCS-P (GCS less the unreactive pupils). */
function gcsText({ known, total, atLeast }: Standing, untestable: string[]): Text {
  const letters = [
    ['gcs-eye', 'E'],
    ['gcs-verbal', 'V'],
    ['gcs-motor', 'M'],
  ] as const
  const parts = letters.map(([code, letter]) => letterOf(known, untestable, code, letter)).join('')
  if (total !== null) {
    const dark = known.choice('pupils-unreactive')
    const text = `${parts} = ${total}${dark === undefined ? '' : `; GCS-P = ${total - Number(dark)}`}`
    return { vi: text, en: text }
  }
  if (untestable.length && !parts.includes('?'))
    return { vi: `${parts}, không tính tổng vì có mục không đánh giá được`, en: `${parts}, no total: not testable` }
  return { vi: `${parts} ≥ ${atLeast}, chưa đủ dữ liệu`, en: `${parts} ≥ ${atLeast}, incomplete` }
}

function glasgow(code: string, name: Text, inputs: readonly ScoreInput[]): ScoreDefinition {
  return summedScore({
    code,
    version: 1,
    name,
    sign: 'GCS',
    source: 'Teasdale G, Jennett B. Lancet 1974;2:81–84; GCS-P: Brennan PM et al. J Neurosurg 2018;128:1612–1620',
    inputs,
    untestable: 'no-total',
    band: gcsBand,
    alerts: gcsAlerts,
    text: gcsText,
  })
}

/** Glasgow coma scale, 3–15, always with its components; NT leaves it without a total. */
export const gcs = glasgow('gcs', { vi: 'Thang điểm hôn mê Glasgow', en: 'Glasgow coma scale' }, [
  eye,
  verbal,
  motor,
  pupils,
])

/** Glasgow coma scale with the words for children under 2 years. */
export const gcsUnder2 = glasgow(
  'gcs-under-2',
  { vi: 'Thang điểm hôn mê Glasgow, trẻ dưới 2 tuổi', en: 'Glasgow coma scale, under 2 years' },
  [eye, verbalUnder2, motorUnder2, pupils],
)
