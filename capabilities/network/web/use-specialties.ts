import { useQuery } from '@tanstack/react-query'
import { useLanguage } from '#platform/web/i18n/words.ts'
import { networkQuery } from './queries.ts'

/** The specialties of the network in the language of the page. */
export function useSpecialties(): { options: { value: string; text: string }[]; nameOf: (code: string) => string } {
  const network = useQuery(networkQuery)
  const language = useLanguage()
  const options = (network.data?.specialties ?? []).map((each) => ({
    value: each.code,
    text: language === 'vi' ? each.nameVi : each.nameEn,
  }))
  return { options, nameOf: (code) => options.find((each) => each.value === code)?.text ?? code }
}
