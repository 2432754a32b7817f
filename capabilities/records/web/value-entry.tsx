import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call } from '#platform/web/api.ts'
import { withinSentence } from '#platform/web/i18n/sentence.ts'
import { parseNumber } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import { type ObservationCode, observationChoices, observationUnits } from '../contract.ts'
import style from './records.module.css'
import { recordsWords } from './words.ts'

type Props = {
  patientId: string
  code: ObservationCode
  /** Asks why the value takes the place of another, where that matters. */
  reasonSlot?: ((onChange: (reason: string) => void) => ReactNode) | undefined
}

/** One line to enter a value of a patient: press, type, Enter. Both decimal marks are understood. */
export function ValueEntry({ patientId, code, reasonSlot }: Props) {
  const t = useWords(recordsWords)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const isNumber = observationUnits[code] !== null
  const value = isNumber ? parseNumber(text) : null
  const save = useMutation({
    mutationFn: async () => {
      const given = isNumber ? { valueNumber: value } : { valueText: text }
      const deviceNow = new Date().toISOString()
      const values = [{ code, ...given, effectiveAt: deviceNow }]
      return await call(
        contract.recordObservations,
        { patientId, deviceNow, reason, values },
        { key: crypto.randomUUID() },
      )
    },
    onSuccess: async () => {
      setIsOpen(false)
      setText('')
      setReason('')
      await queries.invalidateQueries()
    },
  })
  const problem = useProblem(save.error)
  const isReady = isNumber ? value !== null : text.trim() !== ''
  if (!isOpen) return <Button onPress={() => setIsOpen(true)}>{`${t('enter')}: ${withinSentence(t(code))}`}</Button>
  return (
    <form
      className={style['row']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) save.mutate()
      }}
    >
      <ValueField code={code} text={text} onChange={setText} />
      {reasonSlot?.(setReason)}
      <Button
        kind="primary"
        type="submit"
        onPress={() => undefined}
        isBusy={save.isPending}
        why={isReady || !text ? null : t('notANumber')}
      >
        {t('save')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}

type FieldProps = { code: ObservationCode; text: string; onChange: (text: string) => void }

function ValueField({ code, text, onChange }: FieldProps) {
  const t = useWords(recordsWords)
  const language = useLanguage()
  const choices = observationChoices[code]
  if (choices) {
    const options = choices.map((each) => ({ value: each.value, text: each[language] }))
    return <Choices label={t(code)} value={text || null} onChange={onChange} options={options} />
  }
  return (
    <span className={style['entry']}>
      {/* opened by a press of the same person, who wants to type now */}
      <input
        aria-label={t(code)}
        value={text}
        inputMode={observationUnits[code] ? 'decimal' : 'text'}
        onChange={(event) => onChange(event.target.value)}
        ref={(field) => field?.focus()}
      />
    </span>
  )
}
