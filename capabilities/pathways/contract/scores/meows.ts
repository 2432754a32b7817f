import { banded, type Known, type ScoreAlert, type ScoreBand, type ScoreInput, type Text } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'
import { diastolic, heartRate, respiratoryRate, spo2, systolic, temperature } from './vital-signs.ts'

const red = 2
const yellow = 1
const end = Number.POSITIVE_INFINITY

const neurological: ScoreInput = {
  code: 'avpu',
  label: { vi: 'Đáp ứng thần kinh (AVPU)', en: 'Neurological response (AVPU)' },
  kind: 'choice',
  choices: [
    { value: 'A', label: { vi: 'Tỉnh', en: 'Alert' }, points: 0 },
    { value: 'V', label: { vi: 'Đáp ứng với lời nói', en: 'Responds to voice' }, points: yellow },
    { value: 'P', label: { vi: 'Đáp ứng với đau', en: 'Responds to pain' }, points: red },
    { value: 'U', label: { vi: 'Không đáp ứng', en: 'Unresponsive' }, points: red },
  ],
}

const pain: ScoreInput = {
  code: 'pain',
  label: { vi: 'Điểm đau (0–3)', en: 'Pain score (0–3)' },
  kind: 'choice',
  choices: [
    { value: '0', label: { vi: 'Không đau', en: 'No pain' }, points: 0 },
    { value: '1', label: { vi: 'Đau nhẹ', en: 'Mild' }, points: 0 },
    { value: '2', label: { vi: 'Đau vừa', en: 'Moderate' }, points: yellow },
    { value: '3', label: { vi: 'Đau nhiều', en: 'Severe' }, points: yellow },
  ],
}

// inclusive upper ends: "<90" in whole numbers is up to 89, "<35" with one decimal up to 34.9
const points = {
  temperature: (known: Known) =>
    banded(known.number('temperature'), [
      [34.9, red],
      [36, yellow],
      [38, 0],
      [end, red],
    ]),
  systolic: (known: Known) =>
    banded(known.number('systolic'), [
      [89, red],
      [100, yellow],
      [149, 0],
      [160, yellow],
      [end, red],
    ]),
  diastolic: (known: Known) =>
    banded(known.number('diastolic'), [
      [89, 0],
      [100, yellow],
      [end, red],
    ]),
  'heart-rate': (known: Known) =>
    banded(known.number('heart-rate'), [
      [39, red],
      [50, yellow],
      [99, 0],
      [120, yellow],
      [end, red],
    ]),
  'respiratory-rate': (known: Known) =>
    banded(known.number('respiratory-rate'), [
      [9, red],
      [20, 0],
      [30, yellow],
      [end, red],
    ]),
  spo2: (known: Known) =>
    banded(known.number('spo2'), [
      [94, red],
      [end, 0],
    ]),
}

function counts(found: Readonly<Record<string, number>>): { reds: number; yellows: number } {
  const all = Object.values(found)
  return { reds: all.filter((one) => one === red).length, yellows: all.filter((one) => one === yellow).length }
}

function meowsBand(total: number): ScoreBand {
  return total >= 2
    ? { code: 'triggered', label: { vi: 'Đạt ngưỡng gọi bác sĩ', en: 'Triggered' } }
    : { code: 'not-triggered', label: { vi: 'Chưa đạt ngưỡng', en: 'Not triggered' } }
}

function meowsAlerts({ known, atLeast }: Standing): ScoreAlert[] {
  const alerts: ScoreAlert[] = []
  if (atLeast >= 2)
    alerts.push({
      code: 'meows-trigger',
      level: 'act',
      label: { vi: 'MEOWS đạt ngưỡng: bác sĩ đánh giá ngay', en: 'MEOWS triggered: review by a doctor now' },
    })
  if ((known.number('systolic') ?? 0) >= 160 || (known.number('diastolic') ?? 0) >= 110)
    alerts.push({
      code: 'severe-hypertension',
      level: 'act',
      label: {
        vi: 'Tăng huyết áp nặng: điều trị trong 30–60 phút',
        en: 'Severe hypertension: treat within 30–60 min',
      },
    })
  return alerts
}

function meowsText({ points: found, total }: Standing): Text {
  const { reds, yellows } = counts(found)
  const open = total === null ? { vi: ', chưa đủ dữ liệu', en: ', incomplete' } : { vi: '', en: '' }
  return {
    vi: `MEOWS: ${reds} đỏ, ${yellows} vàng${open.vi}`,
    en: `MEOWS: ${reds} red, ${yellows} yellow${open.en}`,
  }
}

/** MEOWS from pregnancy to 6 weeks after birth: a red counts 2, a yellow 1, so that 2 is the trigger (1 red or 2 yellow). */
export const meows = summedScore({
  code: 'meows',
  version: 1,
  name: { vi: 'Cảnh báo sớm sản khoa MEOWS', en: 'Modified early obstetric warning system (MEOWS)' },
  sign: 'MEOWS',
  source: 'CEMACH 2007; Singh S et al. Anaesthesia 2012;67:12–18',
  inputs: [temperature, systolic, diastolic, heartRate, respiratoryRate, spo2, neurological, pain],
  points,
  band: meowsBand,
  alerts: meowsAlerts,
  text: meowsText,
})
