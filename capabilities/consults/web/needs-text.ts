import type { Language } from '#platform/web/i18n/words.ts'
import type { Consult } from '../contract.ts'

const known: Record<string, { vi: string; en: string }> = {
  'last-known-well': { vi: 'lần cuối bình thường', en: 'last known well' },
  nihss: { vi: 'NIHSS', en: 'NIHSS' },
  systolic: { vi: 'huyết áp', en: 'blood pressure' },
  glucose: { vi: 'glucose', en: 'glucose' },
  weight: { vi: 'cân nặng', en: 'weight' },
  anticoagulant: { vi: 'thuốc chống đông', en: 'anticoagulant' },
  CT: { vi: 'phim CT sọ', en: 'head CT' },
}

/** What is missing, in words; with the pathway at hand its own labels, in a list the common ones. */
export function needsText(codes: readonly string[], language: Language, pathway?: Consult['pathway']): string {
  return codes
    .map(
      (code) => pathway?.needed.find((item) => item.code === code)?.label[language] ?? known[code]?.[language] ?? code,
    )
    .join(', ')
}

/** A person as screens write them: title, then the undivided name. */
export const nameOf = (person: { title: string; fullName: string }): string =>
  `${person.title} ${person.fullName}`.trim()
