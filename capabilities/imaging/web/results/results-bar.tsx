import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import marks from '../marks.module.css'
import { resultWords } from './result-words.ts'
import { ResultsList } from './results-list.tsx'
import { type StudyOnStage, useResults, useSwitch } from './use-results.ts'

/** Says that there are results of others, opens the list of them, and turns off what is on by one press. */
export function ResultsBar(study: StudyOnStage) {
  const t = useWords(resultWords)
  const results = useResults(study)
  const turn = useSwitch(study)
  const problem = useProblem(turn.error)
  const [isOpen, setOpen] = useState(false)
  if (results.length === 0) return null
  const on = results.filter((each) => each.isOn)
  const ai = results.filter((each) => each.isByAlgorithm).length
  const word = ai === 0 ? 'others' : ai === results.length ? 'ai' : 'both'
  return (
    <>
      <div className={marks['bar']} role="toolbar" aria-label={t('bar')}>
        <button type="button" onClick={() => setOpen(true)}>
          {t(word, { n: results.length })}
        </button>
        {on.length > 0 ? (
          <button type="button" aria-keyshortcuts="O" onClick={() => turn.mutate({ results: on, isOn: false })}>
            <kbd>O</kbd>
            {t('off')}
          </button>
        ) : null}
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {isOpen ? <ResultsList {...study} results={results} turn={turn} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
