import { banded, type Known, type ScoreAlert, type ScoreBand, type ScoreInput } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'
import { platelets } from './vital-signs.ts'

function enzyme(code: string, vi: string, en: string): ScoreInput {
  return { code, label: { vi, en }, kind: 'number', unit: 'U/L', min: 1, max: 50_000, decimals: 0 }
}

function reaches(known: Known, code: string, from: number): number | undefined {
  const value = known.number(code)
  return value === undefined ? undefined : Number(value >= from)
}

/** 1 to 3 of Mississippi, 0 for none, undefined while what it needs is not known. ALT may stand for AST. */
export function mississippiClass(known: Known): number | undefined {
  const count = known.number('platelets')
  const ldh = known.number('ldh')
  const ast = known.number('ast')
  if (count === undefined || ldh === undefined || ast === undefined) return undefined
  const highest = Math.max(ast, known.number('alt') ?? 0)
  const found = banded(count, [
    [50, 1],
    [100, 2],
    [150, 3],
    [Number.POSITIVE_INFINITY, 0],
  ])
  if (!found || ldh < 600) return 0
  return highest >= (found === 3 ? 40 : 70) ? found : 0
}

function hellpBand(_total: number, { known }: Standing): ScoreBand {
  const found = mississippiClass(known)
  if (found)
    return { code: `mississippi-${found}`, label: { vi: `Mississippi độ ${found}`, en: `Mississippi class ${found}` } }
  return { code: 'none', label: { vi: 'Chưa đủ tiêu chuẩn HELLP', en: 'Criteria of HELLP not met' } }
}

function hellpAlerts({ known, atLeast }: Standing): ScoreAlert[] {
  const alerts: ScoreAlert[] = []
  if (atLeast === 3)
    alerts.push({
      code: 'hellp-complete',
      level: 'act',
      label: { vi: 'HELLP đủ tiêu chuẩn Tennessee', en: 'HELLP, Tennessee complete' },
    })
  else if (atLeast > 0)
    alerts.push({
      code: 'hellp-partial',
      level: 'watch',
      label: {
        vi: `HELLP: ${atLeast}/3 tiêu chuẩn Tennessee, xét nghiệm lại sau 6–12 giờ`,
        en: `HELLP: ${atLeast} of 3 Tennessee criteria, repeat labs in 6–12 h`,
      },
    })
  const found = mississippiClass(known)
  if (found)
    alerts.push({
      code: `hellp-mississippi-${found}`,
      level: found === 3 ? 'watch' : 'act',
      label: { vi: `HELLP Mississippi độ ${found}`, en: `HELLP, Mississippi class ${found}` },
    })
  return alerts
}

/** HELLP: the total counts the three criteria of Tennessee (platelets ≤100 G/L, AST ≥70, LDH ≥600 U/L), the band is Mississippi. */
export const hellp = summedScore({
  code: 'hellp',
  version: 1,
  name: { vi: 'Tiêu chuẩn HELLP (Tennessee, Mississippi)', en: 'HELLP criteria (Tennessee, Mississippi)' },
  sign: 'HELLP Tennessee',
  source: 'Sibai BM. Am J Obstet Gynecol 1990;162:311–316; Martin JN et al. Am J Obstet Gynecol 1999;180:1407–1414',
  inputs: [
    platelets,
    enzyme('ast', 'AST', 'AST'),
    { ...enzyme('alt', 'ALT', 'ALT'), isOptional: true },
    enzyme('ldh', 'LDH', 'LDH'),
  ],
  points: {
    platelets: (known) =>
      banded(known.number('platelets'), [
        [100, 1],
        [Number.POSITIVE_INFINITY, 0],
      ]),
    ast: (known) => reaches(known, 'ast', 70),
    ldh: (known) => reaches(known, 'ldh', 600),
  },
  band: hellpBand,
  alerts: hellpAlerts,
})
