import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '#capabilities/identity/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/minutes.ts'
import { type ShownMinutes as Minutes, minutesStates } from '../contract/minutes.ts'
import style from './minutes.module.css'
import { CorrectForm, SignForm } from './minutes-forms.tsx'
import { minutesWords } from './minutes-words.ts'
import { nameOf } from './name-of.ts'

const slots = ['chair', 'secretary'] as const

/** The newest minutes of a consult; fetched again when the consult changes. */
export const minutesQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'minutes'],
    queryFn: async ({ signal }) => await call(contract.getMinutes, { consultId }, { signal }),
  })

/** The minutes of a case: the text as it stands, what is missing, who signed when, signing, the file, a correction. */
export function MinutesPanel({ consultId }: { consultId: string }) {
  const t = useWords(minutesWords)
  const found = useQuery(minutesQuery(consultId))
  const problem = useProblem(found.error)
  const { data } = found
  const status = data && (
    <Chip kind="soft">
      {data.registerNumber ? `${t('registerNumber', { number: data.registerNumber })} · ` : ''}
      {t(data.status)} · {t('version', { n: data.version })}
    </Chip>
  )
  return (
    <Panel title={t('minutes')} aside={status}>
      {problem && !data ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {data ? <Text minutes={data} /> : null}
      {data ? <Signatures minutes={data} /> : null}
      {data ? <File consultId={consultId} minutes={data} /> : null}
      {data ? <Actions consultId={consultId} minutes={data} /> : null}
    </Panel>
  )
}

function Text({ minutes }: { minutes: Minutes }) {
  const t = useWords(minutesWords)
  const part = (title: string, text: string) => (
    <>
      <h3>{title}</h3>
      <p className={style['text']} data-empty={text ? undefined : 'yes'}>
        {text || t('notWritten')}
      </p>
    </>
  )
  return (
    <div className={style['parts']}>
      {minutes.correctionReason ? (
        <p className="small">{t('correction', { reason: minutes.correctionReason })}</p>
      ) : null}
      {part(t('summary'), minutes.summary)}
      {part(t('conclusion'), minutes.conclusion)}
      {part(t('nextTreatment'), minutes.nextTreatment)}
    </div>
  )
}

function Signatures({ minutes }: { minutes: Minutes }) {
  const t = useWords(minutesWords)
  const now = useNow(60_000)
  return (
    <>
      <dl className={style['signers']}>
        {slots.map((slot) => {
          const signature = minutes.signatures.find((each) => each.slot === slot)
          const person = signature?.person ?? minutes[slot]
          const word = signature?.by === 'seal' ? 'sealedAt' : 'signedAt'
          const state = signature ? t(word, { time: whenText(signature.signedAt, now) }) : t('notSigned')
          return (
            <div key={slot}>
              <dt>{t(slot)}</dt>
              <dd>
                <b>{person ? nameOf(person) : t('nobody')}</b>
                <span className="small dim">{person ? state : ''}</span>
              </dd>
            </div>
          )
        })}
      </dl>
      {minutes.signatures.some((each) => each.by === 'demo-signature') ? (
        <p className="small dim">{t('demo')}</p>
      ) : null}
      {minutes.signatures.some((each) => each.by === 'seal') ? <p className="small dim">{t('seal')}</p> : null}
    </>
  )
}

function File({ consultId, minutes }: { consultId: string; minutes: Minutes }) {
  const t = useWords(minutesWords)
  const url = `/api/consults/${consultId}/minutes/${minutes.version}/pdf`
  return (
    <p>
      <a className={style['file']} href={url} target="_blank" rel="noreferrer">
        {minutes.hasPdf ? t('openSigned') : t('openDraft')}
      </a>
    </p>
  )
}

type ActionsProps = { consultId: string; minutes: Minutes }

function Actions({ consultId, minutes }: ActionsProps) {
  const t = useWords(minutesWords)
  const me = useQuery(meQuery).data?.person
  const [open, setOpen] = useState<'sign' | 'correct' | null>(null)
  const missing = useMissing(minutes)
  const mine = slots.find((slot) => minutes[slot]?.id === me?.id)
  if (!me || !mine) return missing ? <p className="small dim">{missing}</p> : null
  const canCorrect = (minutesStates.correct as readonly string[]).includes(minutes.status)
  const isBeforeSecretary = mine === 'chair' && ['draft', 'concluded'].includes(minutes.status)
  const waits = isBeforeSecretary
    ? t('secretaryFirst', { name: minutes.secretary ? nameOf(minutes.secretary) : '' })
    : null
  const hasSigned = minutes.signatures.some((each) => each.person.id === me.id)
  const other = minutes[mine === 'chair' ? 'secretary' : 'chair']
  if (open === 'correct' && canCorrect) return <CorrectForm consultId={consultId} onClose={() => setOpen(null)} />
  if (canCorrect) {
    return (
      <Button kind="quiet" onPress={() => setOpen('correct')}>
        {t('correct')}
      </Button>
    )
  }
  if (hasSigned) return <p className="small dim">{t('waitsFor', { name: other ? nameOf(other) : '' })}</p>
  if (open === 'sign' && minutes.missing.length === 0 && !waits) {
    const signing = { consultId, minutes, slot: mine, name: nameOf(me) }
    return <SignForm {...signing} onClose={() => setOpen(null)} />
  }
  return (
    <Button kind="primary" onPress={() => setOpen('sign')} why={missing ?? waits}>
      {t(minutes.closesBy === 'seal' ? 'confirm' : 'sign')}
    </Button>
  )
}

/** What must be there before anybody can sign, as a sentence; null when nothing is missing. */
function useMissing(minutes: Minutes): string | null {
  const t = useWords(minutesWords)
  if (minutes.missing.length === 0) return null
  return t('missing', { what: minutes.missing.map((each) => t(`missing-${each}`)).join(', ') })
}
