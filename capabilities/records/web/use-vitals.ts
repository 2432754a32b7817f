import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { numberText, parseNumber } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import * as contract from '../contract.ts'
import { observationUnits } from '../contract.ts'
import { useFormDraft } from './use-form-draft.ts'
import { recordsWords } from './words.ts'

/** The vital signs that are entered together. */
export const vitalCodes = [
  ...(['systolic', 'diastolic', 'heart-rate', 'spo2', 'temperature', 'respiratory-rate'] as const),
  ...(['weight', 'glucose'] as const),
]

/** One of the vital signs that are entered together. */
export type VitalCode = (typeof vitalCodes)[number]

type Form = Record<VitalCode, string> & { isEstimated: boolean; at: string | null }

const none = Object.fromEntries(vitalCodes.map((code) => [code, ''])) as Record<VitalCode, string>
const empty: Form = { ...none, isEstimated: false, at: null }

/** Vital signs as they are typed, what is wrong with each, and how to save them. */
export function useVitals(patientId: string, onSaved: () => void) {
  const t = useWords(recordsWords)
  const language = useLanguage()
  const queries = useQueryClient()
  const [form, change, clear] = useFormDraft(`vitals/${patientId}`, empty)
  const typed = vitalCodes.filter((code) => form[code].trim() !== '')
  const problemOf = (code: VitalCode): string | null => {
    if (!typed.includes(code)) return null
    const value = parseNumber(form[code])
    const range = observationUnits[code]
    if (value === null) return t('notANumber')
    if (!range || (value >= range.min && value <= range.max)) return null
    return t('outOfRange', { min: numberText(range.min, language), max: numberText(range.max, language) })
  }
  const save = useMutation({
    mutationFn: async () => {
      const effectiveAt = form.at ?? new Date().toISOString()
      const values = typed.map((code) => ({
        code,
        valueNumber: parseNumber(form[code]),
        isEstimated: code === 'weight' && form.isEstimated,
        effectiveAt,
      }))
      return await call(contract.recordObservations, { patientId, values }, { key: crypto.randomUUID() })
    },
    onSuccess: async () => {
      clear()
      onSaved()
      await queries.invalidateQueries()
    },
  })
  const isReady = typed.length > 0 && typed.every((code) => problemOf(code) === null)
  return { form, change, problemOf, isReady, save }
}
