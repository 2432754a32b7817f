import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { withinSentence } from '#platform/web/i18n/sentence.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { PatientRecord } from '../contract.ts'
import * as contract from '../contract.ts'
import { ProtectionBar } from './protection-bar.tsx'
import style from './records.module.css'
import { recordsWords } from './words.ts'

type Props = {
  kind: 'allergy' | 'history' | 'past-history' | 'medication' | 'condition'
  patientId: string
  note: PatientRecord['notes'][number] | undefined
  canWrite: boolean
}

/** One note of a record; writing it keeps a draft until it was saved. */
export function NoteEditor({ kind, patientId, note, canWrite }: Props) {
  const t = useWords(recordsWords)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [text, setText, clear] = useDraft(`note/${patientId}/${kind}`)
  const save = useMutation({
    mutationFn: async () => await call(contract.writeNote, { patientId, kind, text }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      clear()
      setIsOpen(false)
      await queries.invalidateQueries({ queryKey: ['patient', patientId] })
    },
  })
  const problem = useProblem(save.error)
  return (
    <div className={style['note']}>
      <h3>{t(kind)}</h3>
      {isOpen ? (
        <>
          <Field label={t(kind)} isLabelHidden value={text} onChange={setText} rows={3} maxLength={8000} />
          {problem ? <ProblemText>{problem}</ProblemText> : null}
          <div className={style['row']}>
            <Button kind="primary" onPress={() => save.mutate()} isBusy={save.isPending}>
              {t('save')}
            </Button>
            <Button onPress={() => setIsOpen(false)}>{t('close')}</Button>
          </div>
        </>
      ) : (
        <>
          <p className={note ? undefined : 'dim'}>{note?.text ?? t('notWritten')}</p>
          {note ? (
            <ProtectionBar
              patientId={patientId}
              kind="note"
              recordId={note.id}
              protection={note.protection}
              what={withinSentence(t(kind))}
              canWrite={canWrite}
            />
          ) : null}
          {canWrite ? (
            <Button
              kind="quiet"
              onPress={() => {
                // the marker is not a text to go on from
                setText(text || (note?.protection?.isMasked ? '' : note?.text) || '')
                setIsOpen(true)
              }}
            >
              {t('write')}: {withinSentence(t(kind))}
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}
