import { useQuery } from '@tanstack/react-query'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { earlyWarningQuery } from './warning-queries.ts'
import { warningWords } from './warning-words.ts'

/** What a warning fills in when a consult is asked from it. */
export type WarningQuestion = { patient: PatientBrief; pathway: string; question: string }

/** The question that a warning of a patient asks by itself: patient, pathway and the values in words; null until it is known. */
export function useWarningQuestion(patientId: string, warningId: string) {
  const t = useWords(warningWords)
  const language = useLanguage()
  const now = useNow(60_000)
  const found = useQuery(earlyWarningQuery(patientId))
  const problem = useProblem(found.error)
  const warning = found.data?.warnings.find((each) => each.id === warningId)
  if (!warning?.patient) return { filled: null, isMissing: found.isSuccess, problem }
  const { standing, pathway, patient } = warning
  const values = standing.values.map((each) => `${each.label[language]} ${each.shown[language]}`)
  const missing = standing.missing.map((each) => each[language]).join(', ')
  const question = t('question', {
    ...{ text: [standing.text, standing.band].flatMap((each) => each?.[language] ?? []).join(', ') },
    time: whenText(warning.since, now),
    values: [...values, ...(missing ? [t('missing', { items: missing })] : [])].join('; '),
  })
  const filled: WarningQuestion = { patient, pathway, question }
  return { filled, isMissing: false, problem }
}
