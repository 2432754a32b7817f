import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract.ts'
import style from './consults.module.css'
import { consultsWords } from './words.ts'

const dayMs = 24 * 60 * 60 * 1000
const vietnamMs = 7 * 60 * 60 * 1000

/** The latest past moment at which the clock in Vietnam showed `HH:mm`. */
export function latestAt(time: string, now: number): string | null {
  const [hours, minutes] = time.split(':').map(Number)
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return null
  const midnight = Math.floor((now + vietnamMs) / dayMs) * dayMs - vietnamMs
  const at = midnight + (hours * 60 + minutes) * 60_000
  return new Date(at > now ? at - dayMs : at).toISOString()
}

/** One press to type a time that only a human knows; today's, or yesterday's when it has not come yet today. */
export function TimeEntry({ consultId, code, label }: { consultId: string; code: string; label: string }) {
  const t = useWords(consultsWords)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [time, setTime] = useState('')
  const save = useMutation({
    mutationFn: async () => {
      const occurredAt = latestAt(time, Date.now())
      return await call(
        contract.typeMilestone,
        { consultId, code, occurredAt: occurredAt ?? '' },
        { key: crypto.randomUUID() },
      )
    },
    onSuccess: async () => {
      setIsOpen(false)
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
    },
  })
  const problem = useProblem(save.error)
  if (!isOpen)
    return <Button onPress={() => setIsOpen(true)}>{`${t('typeTime')}: ${label.toLocaleLowerCase('vi')}`}</Button>
  return (
    <form
      className={style['actions']}
      onSubmit={(event) => {
        event.preventDefault()
        if (time) save.mutate()
      }}
    >
      <input
        className={ui['input']}
        style={{ width: 130 }}
        type="time"
        aria-label={label}
        value={time}
        onChange={(event) => setTime(event.target.value)}
      />
      <Button kind="primary" type="submit" onPress={() => undefined} isBusy={save.isPending}>
        {t('send')}
      </Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </form>
  )
}
