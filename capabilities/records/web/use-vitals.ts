import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { numberText, parseNumber } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import * as contract from '../contract.ts'
import { type ObservationCode, observationUnits } from '../contract.ts'
import { useFormDraft } from './use-form-draft.ts'
import { recordsWords } from './words.ts'

type Typed = Partial<Record<ObservationCode, string>>
type Form = Typed & { isEstimated: boolean; at: string | null }

const empty: Form = { isEstimated: false, at: null }

/** Values as they are typed or chosen, what is wrong with each, and how to save those of them that are shown. */
export function useVitals(patientId: string, shown: readonly ObservationCode[], onSaved: () => void) {
  const t = useWords(recordsWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [form, change, clear] = useFormDraft<Form>(`vitals/${patientId}`, empty)
  const textOf = (code: ObservationCode): string => form[code] ?? ''
  const typed = shown.filter((code) => textOf(code).trim() !== '')
  const problemOf = (code: ObservationCode): string | null => {
    const range = observationUnits[code]
    if (!typed.includes(code) || !range) return null
    const value = parseNumber(textOf(code))
    if (value === null) return t('notANumber')
    if (value >= range.min && value <= range.max) return null
    return t('outOfRange', { min: numberText(range.min, language), max: numberText(range.max, language) })
  }
  const save = useMutation({
    mutationFn: async () => {
      const deviceNow = new Date().toISOString()
      const effectiveAt = form.at ?? deviceNow
      const values = typed.map((code) => ({
        ...(observationUnits[code] ? { valueNumber: parseNumber(textOf(code)) } : { valueText: textOf(code) }),
        ...{ code, isEstimated: code === 'weight' && form.isEstimated, effectiveAt },
      }))
      return await call(contract.recordObservations, { patientId, deviceNow, values }, { key: crypto.randomUUID() })
    },
    onSuccess: async () => {
      clear()
      onSaved()
      await queries.invalidateQueries()
    },
  })
  const isReady = typed.length > 0 && typed.every((code) => problemOf(code) === null)
  return { form, textOf, change, problemOf, isReady, save }
}
