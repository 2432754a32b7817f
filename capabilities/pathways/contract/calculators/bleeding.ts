import { question } from '../scores/choices.ts'
import type { Known, ScoreInput } from '../scores/score.ts'
import { type Amount, calculator, type DoseRemark } from './calculator.ts'
import { asPrinted } from './dose-inputs.ts'

const indication: ScoreInput = {
  code: 'indication',
  label: { vi: 'Chỉ định', en: 'Indication' },
  kind: 'choice',
  choices: [
    { value: 'pph', label: { vi: 'Băng huyết sau sinh', en: 'Post-partum haemorrhage' } },
    { value: 'trauma', label: { vi: 'Chấn thương mất máu', en: 'Bleeding trauma' } },
  ],
}

const dose: ScoreInput = {
  code: 'dose',
  label: { vi: 'Liều thứ', en: 'Dose' },
  kind: 'choice',
  choices: [
    { value: 'first', label: { vi: 'Liều đầu', en: 'First' } },
    { value: 'second', label: { vi: 'Liều thứ hai', en: 'Second' } },
  ],
}

function minutes(code: string, vi: string, en: string, max: number): ScoreInput {
  return { code, label: { vi, en }, kind: 'number', unit: 'min', min: 0, max, decimals: 0 }
}

/** Minutes after birth or injury after which a first dose is not begun. */
const window = 180

function txaRefusals(known: Known): DoseRemark[] {
  const sinceOnset = known.number('minutes-since-onset') ?? 0
  const sinceFirst = known.number('minutes-since-first-dose')
  if (known.choice('dose') === 'first') {
    if (sinceOnset <= window) return []
    return [
      {
        code: 'window-closed',
        label: {
          vi: 'Đã quá 3 giờ từ khi sinh hoặc bị thương: không bắt đầu acid tranexamic',
          en: 'More than 3 h since birth or injury: tranexamic acid is not begun',
        },
      },
    ]
  }
  if (sinceFirst === undefined)
    return [
      { code: 'first-dose-unknown', label: { vi: 'Cần giờ của liều đầu', en: 'The time of the first dose is needed' } },
    ]
  if (known.choice('indication') === 'pph' && (sinceFirst < 30 || sinceFirst > 1440))
    return [
      {
        code: 'second-dose-time',
        label: {
          vi: 'Liều thứ hai chỉ sau ít nhất 30 phút và trong 24 giờ từ liều đầu',
          en: 'A second dose only from 30 min to 24 h after the first',
        },
      },
    ]
  return []
}

function txaAmounts(known: Known): Amount[] {
  const isLong = known.choice('indication') === 'trauma' && known.choice('dose') === 'second'
  return [
    {
      code: 'dose',
      label: { vi: 'tĩnh mạch', en: 'IV' },
      value: 1,
      unit: 'g',
      decimals: 0,
      how: isLong ? { vi: 'truyền trong 8 giờ', en: 'over 8 h' } : { vi: 'trong 10 phút', en: 'over 10 min' },
    },
  ]
}

function txaWarnings(known: Known): DoseRemark[] {
  if (known.choice('dose') === 'first') return []
  if (known.choice('indication') === 'trauma') return []
  return [
    {
      code: 'second-only-if-bleeding',
      label: {
        vi: 'Liều thứ hai chỉ khi còn chảy máu sau 30 phút hoặc chảy máu lại trong 24 giờ',
        en: 'A second dose only if bleeding goes on after 30 min or restarts within 24 h',
      },
    },
  ]
}

/** Tranexamic acid 1 g over 10 minutes within 3 h of birth or injury; second dose by the rule of the indication. */
export const tranexamicAcid = calculator({
  code: 'tranexamic-acid',
  version: 1,
  name: { vi: 'Acid tranexamic', en: 'Tranexamic acid' },
  indication: { vi: 'Acid tranexamic, chảy máu nặng', en: 'Tranexamic acid, severe bleeding' },
  source: 'WOMAN, Lancet 2017;389:2105–2116; WHO 2025; CRASH-2, Lancet 2010;376:23–32',
  needsSecondPerson: false,
  rounding: asPrinted,
  inputs: [
    indication,
    dose,
    minutes('minutes-since-onset', 'Số phút từ khi sinh hoặc bị thương', 'Minutes since birth or injury', 2880),
    {
      ...minutes('minutes-since-first-dose', 'Số phút từ liều đầu', 'Minutes since the first dose', 2880),
      isOptional: true,
    },
  ],
  rule: (known) => ({ refusals: txaRefusals(known), warnings: txaWarnings(known), amounts: txaAmounts(known) }),
})

/** Calcium gluconate in magnesium toxicity: 1 g, 10 mL of 10 %, over 3–10 minutes. */
export const calciumGluconate = calculator({
  code: 'calcium-gluconate',
  version: 1,
  name: { vi: 'Calci gluconat', en: 'Calcium gluconate' },
  indication: { vi: 'Calci gluconat, ngộ độc magnesi', en: 'Calcium gluconate, magnesium toxicity' },
  source: 'WHO 2011, MgSO₄ for pre-eclampsia and eclampsia; ACOG Practice Bulletin 222, 2020',
  needsSecondPerson: false,
  rounding: asPrinted,
  inputs: [question('magnesium-stopped', ['Đã ngừng MgSO₄', 'MgSO₄ has been stopped'])],
  rule: (known) => ({
    warnings: known.yes('magnesium-stopped')
      ? []
      : [{ code: 'stop-magnesium', label: { vi: 'Ngừng MgSO₄ ngay', en: 'Stop MgSO₄ now' } }],
    amounts: [
      {
        code: 'dose',
        label: { vi: 'tĩnh mạch', en: 'IV' },
        value: 1,
        unit: 'g',
        decimals: 0,
        how: { vi: 'trong 3–10 phút', en: 'over 3–10 min' },
      },
      {
        code: 'volume',
        label: { vi: 'thể tích dung dịch 10 %', en: 'volume of 10 % solution' },
        value: 10,
        unit: 'mL',
        decimals: 0,
      },
    ],
  }),
})
