import { question } from './choices.ts'
import type { Known, ScoreInput } from './score.ts'
import { summedScore } from './summed-score.ts'

const dicScore: ScoreInput = {
  code: 'isth-dic',
  label: { vi: 'Điểm DIC thai kỳ (ISTH)', en: 'Pregnancy-modified ISTH DIC score' },
  kind: 'number',
  unit: '{score}',
  min: 0,
  max: 5,
  decimals: 0,
}

/** Arrest, or hypotension and respiratory compromise together. */
function collapse(known: Known): number | undefined {
  if (known.yes('cardiac-arrest')) return 1
  const hypotension = known.yes('hypotension')
  const breathing = known.yes('respiratory-compromise')
  if (hypotension && breathing) return 1
  const isRuledOut = known.yes('cardiac-arrest') === false && (hypotension === false || breathing === false)
  return isRuledOut ? 0 : undefined
}

function coagulopathy(known: Known): number | undefined {
  const score = known.number('isth-dic')
  const isEarly = known.yes('dic-before-loss')
  if (score !== undefined && score < 3) return 0
  if (isEarly === false) return 0
  return score === undefined || isEarly === undefined ? undefined : 1
}

/** What else must be known before the first criterion can be judged. */
function neededToo(known: Known): string[] {
  if (collapse(known) !== undefined) return []
  return ['hypotension', 'respiratory-compromise'].filter((code) => known.yes(code) === undefined)
}

/** Clark criteria of amniotic fluid embolism for research: all four; their absence does not rule it out. */
export const clarkAfe = summedScore({
  code: 'clark-afe',
  version: 1,
  name: { vi: 'Tiêu chuẩn Clark về tắc mạch ối', en: 'Clark criteria of amniotic fluid embolism' },
  sign: 'Clark',
  source: 'Clark SL et al. Am J Obstet Gynecol 2016;215:408–412',
  inputs: [
    question('cardiac-arrest', ['Ngừng tuần hoàn đột ngột', 'Sudden cardiac arrest']),
    {
      ...question('hypotension', ['Tụt huyết áp (tâm thu < 90 mmHg)', 'Hypotension (systolic < 90 mmHg)']),
      isOptional: true,
    },
    {
      ...question('respiratory-compromise', [
        'Suy hô hấp (khó thở, tím, SpO₂ < 90 %)',
        'Respiratory compromise (dyspnoea, cyanosis, SpO₂ < 90 %)',
      ]),
      isOptional: true,
    },
    dicScore,
    question('dic-before-loss', [
      'DIC xuất hiện trước khi mất máu đủ để giải thích',
      'DIC before blood loss explains it',
    ]),
    question(
      'onset-in-labour',
      ['Khởi phát khi chuyển dạ hoặc ≤ 30 phút sau sổ rau', 'Onset in labour or ≤ 30 min after the placenta'],
      1,
    ),
    question('no-fever', ['Không sốt ≥ 38 °C khi chuyển dạ', 'No fever ≥ 38 °C in labour'], 1),
  ],
  points: { 'cardiac-arrest': collapse, 'isth-dic': coagulopathy },
  neededToo,
  band: (total) =>
    total === 4
      ? { code: 'met', label: { vi: 'Đủ tiêu chuẩn Clark', en: 'Clark criteria met' } }
      : { code: 'not-met', label: { vi: 'Chưa đủ, không loại trừ', en: 'Not met; not ruled out' } },
  alerts: ({ atLeast }) =>
    atLeast === 4
      ? [
          {
            code: 'clark-met',
            level: 'act',
            label: { vi: 'Đủ 4 tiêu chuẩn Clark: tắc mạch ối', en: 'All 4 Clark criteria: amniotic fluid embolism' },
          },
        ]
      : [],
})
