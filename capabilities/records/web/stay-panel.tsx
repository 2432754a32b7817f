import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { withinSentence } from '#platform/web/i18n/sentence.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { closeEncounter } from '../contract/corrections.ts'
import type { Encounter, PatientRecord } from '../contract.ts'
import { ProtectionBar } from './protection-bar.tsx'
import style from './records.module.css'
import { StayDialog } from './stay-dialog.tsx'
import { VersionsList } from './versions-list.tsx'
import { recordsWords } from './words.ts'

type Props = { patient: PatientRecord; facilities: readonly { id: Id<'facility'>; name: string }[] }

const aMinute = 60_000

/** The stay of a patient: where, why, since when; opened, changed and ended by those who treat there. */
export function StayPanel({ patient, facilities }: Props) {
  const t = useWords(recordsWords)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const stay = patient.encounter
  const open = stay && !stay.endedAt && facilities.some((each) => each.id === stay.facilityId) ? stay : null
  const end = useMutation({
    mutationFn: async (encounterId: Encounter['id']) =>
      await call(closeEncounter, { patientId: patient.id, encounterId, endedAt: new Date().toISOString() }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['patient', patient.id] }),
  })
  const problem = useProblem(end.error)
  const buttons = (
    <span className={style['row']}>
      <Button onPress={() => setIsOpen(true)}>{open ? t('changeStay') : t('openStay')}</Button>
      {open ? (
        <Button onPress={() => end.mutate(open.id)} isBusy={end.isPending}>
          {t('endStay')}
        </Button>
      ) : null}
    </span>
  )
  return (
    <Panel title={t('stay')} aside={facilities.length > 0 ? buttons : null}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {stay ? <Stay stay={stay} /> : <Empty>{t('noStay')}</Empty>}
      {stay ? (
        <ProtectionBar
          patientId={patient.id}
          kind="encounter"
          recordId={stay.id}
          protection={stay.protection}
          what={withinSentence(t('diagnosis'))}
          canWrite={open !== null}
        />
      ) : null}
      <VersionsList patientId={patient.id} of={['stay']} />
      {isOpen ? (
        <StayDialog patientId={patient.id} stay={open} facilities={facilities} onClose={() => setIsOpen(false)} />
      ) : null}
    </Panel>
  )
}

function Stay({ stay }: { stay: Encounter }) {
  const t = useWords(recordsWords)
  const now = useNow(aMinute)
  const lines: [string, string | null][] = [
    [t('facility'), stay.facilityName],
    [t('department'), stay.department],
    [t('room'), stay.room],
    [t('bed'), stay.bed],
    [t('admission'), stay.admissionNumber],
    [t('admittedAt'), stay.admittedAt && whenText(stay.admittedAt, now)],
    [t('reason'), stay.reason],
    [t('diagnosis'), stay.diagnosis],
    [t('endedAt'), stay.endedAt && whenText(stay.endedAt, now)],
  ]
  return (
    <dl className={style['values']}>
      {lines
        .filter(([, value]) => value)
        .map(([head, value]) => (
          <div key={head} style={{ display: 'contents' }}>
            <dt>{head}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
