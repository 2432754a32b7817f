import { useQuery } from '@tanstack/react-query'
import { useLanguage } from '#platform/web/i18n/words.ts'
import { type Advice, adviceOf } from '../contract/advice.ts'
import { pathwayQuery, runQuery } from './queries.ts'
import type { Subject } from './use-work.ts'

/** What the answers of a pathway advise, in its fixed words; null where it has none, or they are not given yet. */
export function useAdvice(subject: Subject): Advice | null {
  const language = useLanguage()
  const run = useQuery(runQuery(subject))
  const { code = '', version = 0 } = run.data ?? {}
  const document = useQuery({ ...pathwayQuery(code, version), enabled: run.data !== undefined })
  return run.data && document.data ? adviceOf(document.data, run.data.entries, language) : null
}
