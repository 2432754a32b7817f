import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { ShownMinutes as Minutes } from '../contract/minutes.ts'
import * as contract from '../contract/minutes.ts'
import style from './minutes.module.css'
import { minutesWords } from './minutes-words.ts'
import { nameOf } from './name-of.ts'

type SignProps = {
  consultId: string
  minutes: Minutes
  slot: 'chair' | 'secretary'
  name: string
  onClose: () => void
}

const textOf = ({ version, summary, conclusion, nextTreatment }: Minutes): string =>
  JSON.stringify([version, summary, conclusion, nextTreatment])

/** One who opened the form wants to type now; a form below the fold comes into sight with it. */
const focusFirst = (form: HTMLFormElement | null): void => form?.querySelector('input')?.focus()

/** Asks for the password again and signs what is on the screen; if the text has changed meanwhile nothing is signed. */
export function SignForm({ consultId, minutes, slot, name, onClose }: SignProps) {
  const t = useWords(minutesWords)
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const sign = useMutation({
    mutationFn: async () => {
      const now = await call(contract.getMinutes, { consultId })
      if (textOf(now) !== textOf(minutes)) return 'changed' as const
      await call(contract.signMinutes, { consultId, version: minutes.version, password })
      return 'signed' as const
    },
    onSettled: async (result) => {
      setPassword('')
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
      if (result === 'signed') onClose()
    },
  })
  const problem = useProblem(sign.error)
  return (
    <form
      ref={focusFirst}
      className={style['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (password && !sign.isPending) sign.mutate()
      }}
    >
      <WhatIsSigned minutes={minutes} slot={slot} name={name} />
      <Field
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        maxLength={200}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {sign.data === 'changed' ? <ProblemText>{t('changed')}</ProblemText> : null}
      <div className={style['row']}>
        <Button
          kind="primary"
          type="submit"
          onPress={() => undefined}
          isBusy={sign.isPending}
          why={password || sign.isPending ? null : t('passwordMissing')}
        >
          {t(minutes.closesBy === 'seal' ? 'confirmNow' : 'signNow')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

function WhatIsSigned({ minutes, slot, name }: Pick<SignProps, 'minutes' | 'slot' | 'name'>) {
  const t = useWords(minutesWords)
  const said = { name, slot: t(slot).toLocaleLowerCase('vi'), n: minutes.version }
  return (
    <>
      <p>{t(minutes.closesBy === 'seal' ? 'confirmAs' : 'signAs', said)}</p>
      {minutes.unanswered.length > 0 ? (
        <p className="small">{t('unanswered', { names: minutes.unanswered.map(nameOf).join(', ') })}</p>
      ) : null}
    </>
  )
}

/** Opens a new version with its reason; the reason is kept as a draft until it was sent. */
export function CorrectForm({ consultId, onClose }: { consultId: string; onClose: () => void }) {
  const t = useWords(minutesWords)
  const queries = useQueryClient()
  const [reason, setReason, clear] = useDraft(`minutes-reason/${consultId}`)
  const correct = useMutation({
    mutationFn: async () => await call(contract.correctMinutes, { consultId, reason }),
    onSuccess: async () => {
      clear()
      onClose()
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
    },
  })
  const problem = useProblem(correct.error)
  return (
    <div className={style['form']}>
      <p className="small dim">{t('correctHint')}</p>
      <Field label={t('reason')} value={reason} onChange={setReason} rows={2} maxLength={1000} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['row']}>
        <Button
          kind="primary"
          onPress={() => correct.mutate()}
          isBusy={correct.isPending}
          why={reason.trim() ? null : t('reasonMissing')}
        >
          {t('openVersion')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </div>
    </div>
  )
}
