import { graded } from '../scores/choices.ts'
import { type Known, round, type ScoreInput, type Text } from '../scores/score.ts'
import { respiratoryRate } from '../scores/vital-signs.ts'
import { type Amount, calculator, type DoseRemark } from './calculator.ts'
import { toFirstDecimal } from './dose-inputs.ts'

/** Grams in a millilitre of the Vietnamese ampoule: 15 %, 10 mL, 1.5 g. */
const gramsPerMillilitre = 0.15
const ampouleMillilitres = 10

const source = 'WHO 2011, MgSO₄ for pre-eclampsia and eclampsia; ACOG Practice Bulletin 222, 2020'

const reflex: ScoreInput = {
  code: 'patellar-reflex',
  label: { vi: 'Còn phản xạ gân gối', en: 'Patellar reflex present' },
  isOptional: true,
  kind: 'yes-no',
}

const urine: ScoreInput = {
  code: 'urine-output',
  label: { vi: 'Nước tiểu', en: 'Urine output' },
  isOptional: true,
  kind: 'number',
  unit: 'mL/h',
  min: 0,
  max: 1000,
  decimals: 0,
}

const breathing: ScoreInput = { ...respiratoryRate, min: 0, isOptional: true }

/** Signs of toxicity stop the drug; what was not asked before a first dose does not delay it. */
function toxicity(known: Known): DoseRemark[] {
  const isToxic = known.yes('patellar-reflex') === false || (known.number('respiratory-rate') ?? 16) < 12
  if (!isToxic) return []
  return [
    {
      code: 'magnesium-toxicity',
      label: {
        vi: 'Mất phản xạ gân gối hoặc nhịp thở < 12: ngừng MgSO₄, tiêm calci gluconat 1 g tĩnh mạch',
        en: 'No patellar reflex, or respiratory rate < 12: stop MgSO₄, give calcium gluconate 1 g IV',
      },
    },
  ]
}

function cautions(known: Known): DoseRemark[] {
  const found: DoseRemark[] = [
    {
      code: 'monitor-hourly',
      label: {
        vi: 'Mỗi giờ: phản xạ gân gối, nhịp thở ≥ 16, nước tiểu ≥ 25–30 mL/giờ; để sẵn calci gluconat',
        en: 'Hourly: patellar reflex, respiratory rate ≥ 16, urine ≥ 25–30 mL/h; keep calcium gluconate at hand',
      },
    },
  ]
  if ((known.number('respiratory-rate') ?? 16) < 16)
    found.push({ code: 'slow-breathing', label: { vi: 'Nhịp thở dưới 16', en: 'Respiratory rate under 16' } })
  if ((known.number('urine-output') ?? 30) < 25)
    found.push({
      code: 'low-urine',
      label: {
        vi: 'Nước tiểu dưới 25 mL/giờ: magnesi tích lũy, cân nhắc giảm hoặc ngừng',
        en: 'Urine under 25 mL/h: magnesium accumulates, consider less or none',
      },
    })
  return found
}

/** Grams, and the same in millilitres of 15 % solution. */
function gramsAndVolume(code: string, label: Text, grams: number, how: Text): Amount[] {
  const volume: Text = { vi: `${label.vi}, dung dịch 15 %`, en: `${label.en}, 15 % solution` }
  return [
    { code, label, value: grams, unit: 'g', decimals: 0, how },
    { code: `${code}-volume`, label: volume, value: round(grams / gramsPerMillilitre, 1), unit: 'mL', decimals: 1 },
  ]
}

function loading(): Amount[] {
  const ampoules = round(4 / gramsPerMillilitre / ampouleMillilitres, 2)
  return [
    ...gramsAndVolume('loading', { vi: 'liều tấn công tĩnh mạch', en: 'IV loading dose' }, 4, {
      vi: 'trong 5–20 phút',
      en: 'over 5–20 min',
    }),
    {
      code: 'loading-ampoules',
      label: { vi: 'liều tấn công, ống 15 % 10 mL', en: 'loading dose, 15 % 10 mL' },
      value: ampoules,
      unit: '{ampoule}',
      decimals: 2,
    },
  ]
}

const maintenance: ScoreInput = {
  code: 'maintenance-rate',
  label: { vi: 'Liều duy trì', en: 'Maintenance' },
  kind: 'choice',
  choices: [
    { value: '1', label: { vi: '1 g/giờ', en: '1 g/h' } },
    { value: '2', label: { vi: '2 g/giờ', en: '2 g/h' } },
  ],
}

/** MgSO₄ by vein (Zuspan): 4 g, then 1 (to 2) g/h for 24 h after birth or the last fit; 2 g for another fit. */
export const magnesiumZuspan = calculator({
  code: 'magnesium-zuspan',
  version: 1,
  name: { vi: 'Magnesi sulfat tĩnh mạch (Zuspan)', en: 'Magnesium sulfate IV (Zuspan)' },
  indication: { vi: 'MgSO₄, tiền sản giật nặng và sản giật', en: 'MgSO₄, severe pre-eclampsia and eclampsia' },
  source,
  needsSecondPerson: true,
  rounding: toFirstDecimal,
  inputs: [maintenance, reflex, breathing, urine],
  rule: (known) => {
    const grams = Number(known.choice('maintenance-rate'))
    return {
      refusals: toxicity(known),
      warnings: cautions(known),
      amounts: [
        ...loading(),
        {
          code: 'maintenance',
          label: { vi: 'duy trì', en: 'maintenance' },
          value: grams,
          unit: 'g/h',
          decimals: 0,
          how: { vi: 'đến 24 giờ sau sinh hoặc sau cơn giật cuối', en: 'until 24 h after birth or the last fit' },
        },
        {
          code: 'maintenance-volume',
          label: { vi: 'duy trì, dung dịch 15 %', en: 'maintenance, 15 % solution' },
          value: round(grams / gramsPerMillilitre, 1),
          unit: 'mL/h',
          decimals: 1,
        },
        ...gramsAndVolume('recurrent-fit', { vi: 'nếu giật lại', en: 'if another fit' }, 2, {
          vi: 'trong 5 phút',
          en: 'over 5 min',
        }),
      ],
    }
  },
})

/** MgSO₄ into muscle (Pritchard): 4 g by vein and 5 g into each buttock, then 5 g every 4 h. */
export const magnesiumPritchard = calculator({
  code: 'magnesium-pritchard',
  version: 1,
  name: { vi: 'Magnesi sulfat tiêm bắp (Pritchard)', en: 'Magnesium sulfate IM (Pritchard)' },
  indication: { vi: 'MgSO₄, tiền sản giật nặng và sản giật', en: 'MgSO₄, severe pre-eclampsia and eclampsia' },
  source,
  needsSecondPerson: true,
  rounding: toFirstDecimal,
  inputs: [
    {
      ...graded(
        'magnesium-phase',
        ['Liều', 'Dose'],
        [
          ['Tấn công', 'Loading'],
          ['Nhắc lại mỗi 4 giờ', 'Every 4 h'],
        ],
      ),
    },
    reflex,
    breathing,
    urine,
  ],
  rule: (known) => ({
    refusals: toxicity(known),
    warnings: [
      ...cautions(known),
      {
        code: 'large-volume',
        label: {
          vi: '5 g dung dịch 15 % là 33,3 mL, quá nhiều cho tiêm bắp: dùng dung dịch 50 % (10 mL) nếu có, nếu không thì dùng phác đồ tĩnh mạch',
          en: '5 g of 15 % is 33.3 mL, too much for a muscle: use 50 % (10 mL) if there is any, else the IV regimen',
        },
      },
    ],
    amounts:
      known.choice('magnesium-phase') === '0'
        ? [
            ...loading(),
            ...gramsAndVolume('each-buttock', { vi: 'tiêm bắp mỗi bên mông', en: 'IM into each buttock' }, 5, {
              vi: 'tổng 10 g tiêm bắp',
              en: '10 g IM in all',
            }),
          ]
        : gramsAndVolume('repeat', { vi: 'tiêm bắp một bên mông', en: 'IM into one buttock' }, 5, {
            vi: 'mỗi 4 giờ',
            en: 'every 4 h',
          }),
  }),
})
