import { numberText } from '#platform/web/i18n/time.ts'
import type { Language, Say } from '#platform/web/i18n/words.ts'
import type { Refusal, VolumeGrid } from './geometry.ts'
import type { volumeWords } from './volume-words.ts'

type Words = Say<typeof volumeWords.words>

const leastTilt = 0.5
const mostListed = 4

const write = (value: number, language: Language) => numberText(Math.round(value * 10) / 10, language)

/** How the slices lie where that is not simple, and that it was taken into account: a leaning gantry, distances. */
export function geometryText({ tilt, spacings }: VolumeGrid, t: Words, language: Language): string {
  const list = spacings.map((mm) => write(mm, language)).join(' – ')
  const count = spacings.length
  const isListed = count > 0 && count <= mostListed
  const distances = isListed
    ? t(count === 1 ? 'oneSpacing' : count === 2 ? 'twoSpacings' : 'moreSpacings', { list, count })
    : t('manySpacings')
  const lean = tilt >= leastTilt ? `${t('tilted', { n: write(tilt, language) })}, ` : ''
  const isPlain = lean === '' && count === 1
  const text = isPlain ? distances : `${lean}${distances}: ${t('corrected')}`
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1)
}

/** Why no reformat is made, in a sentence. */
export function refusalText(refusal: Refusal, t: Words, language: Language): string {
  switch (refusal.reason) {
    case 'gap':
      return t('gap', {
        after: refusal.after,
        gap: write(refusal.gap, language),
        usual: write(refusal.usual, language),
      })
    case 'too-few':
    case 'same-place':
      return t(refusal.reason, { n: refusal.slices })
    default:
      return t(refusal.reason)
  }
}
