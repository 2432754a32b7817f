import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { patientQuery } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Choices, Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { unmatchStudy } from '../contract/matching.ts'
import { imagingPermissions, type Study } from '../contract.ts'
import style from './matching.module.css'
import { matchingWords } from './matching-words.ts'
import { studiesQuery } from './queries.ts'

const shortestReason = 5

/** The way to take a study out of the record, for those who may match where it was sent; nothing for others. */
export function TakeOutButton({ patientId }: { patientId: string }) {
  const t = useWords(matchingWords)
  const me = useQuery(meQuery)
  const studies = useQuery(studiesQuery(patientId))
  const [isOpen, setIsOpen] = useState(false)
  const mine = facilitiesOf(me.data, imagingPermissions['study.match']).map((facility) => facility.id)
  const own = studies.data?.filter((each) => each.facilityId && mine.includes(each.facilityId)) ?? []
  if (own.length === 0 && !isOpen) return null
  return (
    <>
      <Button kind="quiet" onPress={() => setIsOpen(true)}>
        {t('takeOut')}
      </Button>
      {isOpen ? <TakeOutDialog patientId={patientId} studies={own} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

type Props = { patientId: string; studies: readonly Study[]; onClose: () => void }

function TakeOutDialog({ patientId, studies, onClose }: Props) {
  const t = useWords(matchingWords)
  const queries = useQueryClient()
  const patient = useQuery(patientQuery(patientId))
  const [first, second] = studies
  const [studyId, setStudyId] = useState<Study['id'] | null>(second ? null : (first?.id ?? null))
  const [reason, setReason] = useState('')
  const takeOut = useMutation({
    mutationFn: async (what: { studyId: Study['id']; patientId: string }) =>
      await call(unmatchStudy, { ...what, reason }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['patient', patientId] })
    },
  })
  const problem = useProblem(takeOut.error)
  const why = studyId ? (reason.trim().length < shortestReason ? t('takeOutWhy') : null) : t('takeOutPick')
  return (
    <Dialog
      title={t('takeOutTitle')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button
            kind="primary"
            why={why}
            isBusy={takeOut.isPending}
            onPress={() => studyId && takeOut.mutate({ studyId, patientId: patient.data?.id ?? patientId })}
          >
            {t('takeOutNow')}
          </Button>
        </>
      }
    >
      <div className={style['takeOut']}>
        <Choices
          label={t('takeOutWhich')}
          value={studyId}
          onChange={setStudyId}
          options={studies.map((study) => ({
            value: study.id,
            text: `${study.modality || '?'} ${study.description} · ${shownMoment(study.startedAt ?? study.firstArrivedAt)}`,
          }))}
        />
        <Field label={t('takeOutReason')} value={reason} onChange={setReason} rows={2} maxLength={400} />
        <p className="small dim">{t('takeOutHint')}</p>
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
    </Dialog>
  )
}
