import { numberText } from '#platform/web/i18n/time.ts'
import type { Language } from '#platform/web/i18n/words.ts'
import { type Microscopic, readArea, readLength } from '../contract/micrometres.ts'

const said = ({ value, unit }: Microscopic, language: Language): string => `${numberText(value, language)} ${unit}`

/** A length on a slide, in micrometres, as it is said. */
export const lengthSaid = (micrometres: number, language: Language): string => said(readLength(micrometres), language)

/** An area on a slide, in square micrometres, as it is said. */
export const areaSaid = (squareMicrometres: number, language: Language): string =>
  said(readArea(squareMicrometres), language)
