import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/web/api.ts'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Informed } from '../contract/opinions.ts'
import * as contract from '../contract/opinions.ts'
import style from './consults.module.css'
import { IncidentForm, InformedForm } from './informed-forms.tsx'
import { lawWords } from './law-words.ts'
import { nameOf } from './name-of.ts'

const sessionNotesQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'session-notes'],
    queryFn: async ({ signal }) => await call(contract.getSessionNotes, { consultId }, { signal }),
  })

/** Who was told of the consultation, and what went wrong technically; both stand in the minutes. */
export function InformedPanel({ consultId, isTreating }: { consultId: string; isTreating: boolean }) {
  const t = useWords(lawWords)
  const found = useQuery(sessionNotesQuery(consultId))
  const [open, setOpen] = useState<'informed' | 'incident' | null>(null)
  const problem = useProblem(found.error)
  const { data } = found
  const close = () => setOpen(null)
  return (
    <Panel title={t('informed')}>
      {problem && !data ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      <p className="small dim">{t('informedHint')}</p>
      {data?.informed ? <Told informed={data.informed} /> : null}
      {data && !data.informed ? <p className="dim">{t('notInformed')}</p> : null}
      {data && open === 'informed' ? (
        <InformedForm consultId={consultId} before={data.informed} onClose={close} />
      ) : null}
      {data && isTreating && open !== 'informed' ? (
        <span>
          <Button kind={data.informed ? 'quiet' : 'plain'} onPress={() => setOpen('informed')}>
            {t(data.informed ? 'changeInformed' : 'recordInformed')}
          </Button>
        </span>
      ) : null}
      {data ? <Keeping {...data} /> : null}
      <h3>{t('incidents')}</h3>
      {data?.incidents.length === 0 ? <p className="dim">{t('noIncidents')}</p> : null}
      <Incidents incidents={data?.incidents ?? []} />
      {open === 'incident' ? <IncidentForm consultId={consultId} onClose={close} /> : null}
      {data && open !== 'incident' ? (
        <span>
          <Button kind="quiet" onPress={() => setOpen('incident')}>
            {t('noteIncident')}
          </Button>
        </span>
      ) : null}
    </Panel>
  )
}

function Told({ informed }: { informed: Informed }) {
  const t = useWords(lawWords)
  const now = useNow(60_000)
  return (
    <>
      <p>
        <b>{[t(informed.who), informed.name].filter(Boolean).join(': ')}</b> · {t(informed.how)}
      </p>
      {informed.note ? <p className={style['written']}>{informed.note}</p> : null}
      <p className="small dim">
        {t('by', { name: nameOf(informed.informedBy), time: whenText(informed.informedAt, now) })}
      </p>
    </>
  )
}

function Keeping({ retention, isHeld }: OutputOf<typeof contract.getSessionNotes>) {
  const t = useWords(lawWords)
  return (
    <>
      <h3>{t('keeping')}</h3>
      <p className={retention ? undefined : 'dim'}>
        {retention ? t('keptUntil', { ...retention, notBefore: shownDate(retention.notBefore) }) : t('keptOnceClosed')}
      </p>
      {isHeld ? <p>{t('legalHold')}</p> : null}
    </>
  )
}

function Incidents({ incidents }: { incidents: readonly contract.Incident[] }) {
  const t = useWords(lawWords)
  const now = useNow(60_000)
  return incidents.map((incident) => (
    <p key={incident.id}>
      <span className="figure">{whenText(incident.occurredAt, now)}</span> <b>{t(incident.kind)}</b>: {incident.text}
    </p>
  ))
}
