import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toInstant } from '#platform/contract/instant.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Choices, Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Incident, Informed } from '../contract/opinions.ts'
import * as contract from '../contract/opinions.ts'
import style from './consults.module.css'
import { lawWords } from './law-words.ts'

const whos = contract.informed.shape.who.options
const hows = contract.informed.shape.how.options
const nowInstant = () => toInstant(new Date())

type InformedProps = { consultId: string; before: Informed | null; onClose: () => void }

/** Says who was told, how and when; a correction is a new version. */
export function InformedForm({ consultId, before, onClose }: InformedProps) {
  const t = useWords(lawWords)
  const [who, setWho] = useState(before?.who ?? 'patient')
  const [name, setName] = useState(before?.name ?? '')
  const [how, setHow] = useState(before?.how ?? 'in-person')
  const [note, setNote] = useState(before?.note ?? '')
  const [at, setAt] = useState<string | null>(before?.informedAt ?? nowInstant())
  const record = useSend(consultId, onClose, async () => {
    const told = { who, name: who === 'relative' ? name : '', how, note, informedAt: toInstant(new Date(at ?? '')) }
    await call(contract.recordInformed, { consultId, basedOn: before?.version ?? 0, ...told })
  })
  const isNobody = who === 'nobody-reached' || how === 'not-possible'
  const why = informedMissing({ who, name, note, at, isNobody })
  return (
    <div className={style['form']}>
      <p className={style['label']}>{t('whoWasTold')}</p>
      <Choices
        label={t('whoWasTold')}
        value={who}
        onChange={setWho}
        options={whos.map((value) => ({ value, text: t(value) }))}
      />
      {who === 'relative' ? <Field label={t('relativeName')} value={name} onChange={setName} maxLength={200} /> : null}
      <p className={style['label']}>{t('howTold')}</p>
      <Choices
        label={t('howTold')}
        value={how}
        onChange={setHow}
        options={hows.map((value) => ({ value, text: t(value) }))}
      />
      <Field label={t(isNobody ? 'whyNot' : 'note')} value={note} onChange={setNote} rows={2} maxLength={1000} />
      <DateTimeField label={t('toldAt')} value={at} onChange={setAt} max={nowInstant()} />
      <Foot send={record} why={why && t(why)} onClose={onClose} />
    </div>
  )
}

type Told = { who: Informed['who']; name: string; note: string; at: string | null; isNobody: boolean }

function informedMissing({ who, name, note, at, isNobody }: Told) {
  if (who === 'relative' && !name.trim()) return 'relativeMissing' as const
  if (isNobody && !note.trim()) return 'whyMissing' as const
  return at ? null : ('timeMissing' as const)
}

/** Notes a technical incident with its time. */
export function IncidentForm({ consultId, onClose }: { consultId: string; onClose: () => void }) {
  const t = useWords(lawWords)
  const [kind, setKind] = useState<Incident['kind']>('link-lost')
  const [text, setText] = useState('')
  const [at, setAt] = useState<string | null>(nowInstant)
  const note = useSend(consultId, onClose, async () => {
    await call(contract.noteIncident, { consultId, kind, text, occurredAt: toInstant(new Date(at ?? '')) })
  })
  return (
    <div className={style['form']}>
      <p className={style['label']}>{t('incidentKind')}</p>
      <Choices
        label={t('incidentKind')}
        value={kind}
        onChange={setKind}
        options={contract.incidentKind.options.map((value) => ({ value, text: t(value) }))}
      />
      <Field label={t('incidentText')} value={text} onChange={setText} rows={2} maxLength={1000} />
      <DateTimeField label={t('toldAt')} value={at} onChange={setAt} max={nowInstant()} />
      <Foot send={note} why={!text.trim() ? t('textMissing') : at ? null : t('timeMissing')} onClose={onClose} />
    </div>
  )
}

function useSend(consultId: string, onClose: () => void, send: () => Promise<void>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
    },
  })
}

type FootProps = { send: ReturnType<typeof useSend>; why: string | null; onClose: () => void }

function Foot({ send, why, onClose }: FootProps) {
  const t = useWords(lawWords)
  const problem = useProblem(send.error)
  return (
    <>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span className={style['actions']}>
        <Button kind="primary" onPress={() => send.mutate()} isBusy={send.isPending} why={why}>
          {t('save')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </span>
    </>
  )
}
