import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonAsk } from '#capabilities/pathways/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { withinSentence } from '#platform/web/i18n/sentence.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field } from '#platform/web/ui/field.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import style from './consults.module.css'
import { meantBy } from './meant-time.ts'
import { consultsWords } from './words.ts'

type Props = {
  consultId: string
  code: string
  label: string
  /** The version that is replaced, so that a colleague's newer time is not overwritten unseen. */
  basedOn?: number
  /** Treatment rests on it, so that its correction needs a reason. */
  isDecisive?: boolean
}

/** One press to type a time that only a human knows; today's, or yesterday's when it has not come yet today. */
export function TimeEntry({ consultId, code, label, basedOn, isDecisive = false }: Props) {
  const t = useWords(consultsWords)
  const [isOpen, setIsOpen] = useState(false)
  const now = useNow()
  const [time, setTime] = useState('')
  const [reason, setReason] = useState('')
  const isUnsaid = isDecisive && Boolean(basedOn) && reason === ''
  const save = useTyping({ consultId, code, basedOn }, () => setIsOpen(false))
  const problem = useProblem(save.error)
  const meant = meantBy(time, now)
  if (!isOpen)
    return (
      <Button
        onPress={() => setIsOpen(true)}
      >{`${basedOn ? t('correctTime') : t('typeTime')}: ${withinSentence(label)}`}</Button>
    )
  return (
    <form
      className={style['actions']}
      onSubmit={(event) => {
        event.preventDefault()
        if (meant && !isUnsaid) save.mutate({ time, reason })
      }}
    >
      <Field
        label={label}
        value={time}
        onChange={setTime}
        inputMode="numeric"
        placeholder="14:05"
        maxLength={20}
        problem={time && !meant ? t('timeUnread') : null}
      />
      <Button onPress={() => setTime(timeText(now))}>{t('justNow')}</Button>
      {meant ? <span className="figure dim">{shownMoment(meant)}</span> : null}
      {basedOn ? <ReasonAsk onChange={setReason} /> : null}
      <Button
        kind="primary"
        type="submit"
        onPress={() => undefined}
        isBusy={save.isPending}
        why={isUnsaid ? t('sayWhy') : null}
      >
        {t('send')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}

type Station = { consultId: string; code: string; basedOn: number | undefined }

function useTyping({ consultId, code, basedOn }: Station, onTyped: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ time, reason }: { time: string; reason: string }) => {
      const occurredAt = meantBy(time, Date.now()) ?? ''
      const version = basedOn === undefined ? {} : { basedOn }
      const deviceNow = new Date().toISOString()
      const typed = { consultId, code, occurredAt, deviceNow, reason, ...version }
      return await call(contract.typeMilestone, typed, { key: crypto.randomUUID() })
    },
    onSuccess: async () => {
      onTyped()
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
    },
  })
}
