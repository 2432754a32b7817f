import { abcTransfusion } from './abc-transfusion.ts'
import { abcd2 } from './abcd2.ts'
import { apgar } from './apgar.ts'
import { aspects, pcAspects } from './aspects.ts'
import { bedsidePews } from './bedside-pews.ts'
import { bloodLossClass } from './blood-loss-class.ts'
import { brightonPews } from './brighton-pews.ts'
import { clarkAfe } from './clark-afe.ts'
import { gcs, gcsUnder2 } from './gcs.ts'
import { hellp } from './hellp.ts'
import { ich } from './ich.ts'
import { isthDicPregnancy } from './isth-dic-pregnancy.ts'
import { meows } from './meows.ts'
import { mrs } from './mrs.ts'
import { news2 } from './news2.ts'
import { nihss } from './nihss.ts'
import { qsofa, qsofaObstetric } from './qsofa.ts'
import { rts } from './rts.ts'
import type { ScoreDefinition } from './score.ts'
import { shockIndexAdult, shockIndexObstetric, shockIndexPaediatric } from './shock-index.ts'
import { silverman } from './silverman.ts'
import { sirs } from './sirs.ts'

/** The scores that a pathway may name, by code. */
export const scores: Readonly<Record<string, ScoreDefinition>> = Object.fromEntries(
  [
    nihss,
    gcs,
    gcsUnder2,
    news2,
    meows,
    qsofa,
    qsofaObstetric,
    shockIndexAdult,
    shockIndexObstetric,
    shockIndexPaediatric,
    apgar,
    bedsidePews,
    brightonPews,
    rts,
    mrs,
    abcd2,
    ich,
    isthDicPregnancy,
    silverman,
    abcTransfusion,
    aspects,
    pcAspects,
    hellp,
    sirs,
    clarkAfe,
    bloodLossClass,
  ].map((score) => [score.code, score]),
)
