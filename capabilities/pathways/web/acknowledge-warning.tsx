import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { acknowledgeWarning, type Warning } from '../contract/warnings.ts'
import { warningWords } from './warning-words.ts'
import style from './warnings.module.css'

/** Says that the team knows of the warnings of a patient, with a word to it if one likes. */
export function AcknowledgeWarning({ warnings }: { warnings: readonly Warning[] }) {
  const t = useWords(warningWords)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [reason, setReason] = useState('')
  const acknowledge = useMutation({
    mutationFn: async () => {
      for (const { patientId, id: warningId } of warnings) {
        await call(acknowledgeWarning, { patientId, warningId, reason }, { key: crypto.randomUUID() })
      }
    },
    onSuccess: () => setIsOpen(false),
    onSettled: async () => await queries.invalidateQueries(),
  })
  const problem = useProblem(acknowledge.error)
  if (!isOpen) return <Button onPress={() => setIsOpen(true)}>{t('acknowledge')}</Button>
  return (
    <form
      className={style['acknowledge']}
      ref={(form) => {
        if (form && !form.contains(document.activeElement)) form.querySelector('input')?.focus()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        acknowledge.mutate()
      }}
    >
      <Field label={t('reason')} value={reason} onChange={setReason} maxLength={400} />
      <div className={style['actions']}>
        <Button kind="primary" type="submit" onPress={() => undefined} isBusy={acknowledge.isPending}>
          {t('confirm')}
        </Button>
        <Button onPress={() => setIsOpen(false)}>{t('cancel')}</Button>
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}
