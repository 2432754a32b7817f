import { numberText } from '#platform/web/i18n/time.ts'
import type { Language } from '#platform/web/i18n/words.ts'

const units = ['KB', 'MB', 'GB', 'TB']
const step = 1024

/** Bytes as people read them, `1,2 GB`: whole numbers from ten on. */
export function bytesText(bytes: number, language: Language): string {
  let value = bytes / step
  let unit = 0
  while (value >= step && unit < units.length - 1) {
    value /= step
    unit += 1
  }
  return `${numberText(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10, language)} ${units[unit]}`
}
