import { useQuery } from '@tanstack/react-query'
import { type ComponentProps, Suspense } from 'react'
import type { Consult } from '#capabilities/consults/contract.ts'
import {
  AttachPanel,
  CallingPanel,
  CallsPanel,
  CaseHead,
  ClockStrip,
  ConclusionPanel,
  consultQuery,
  DecisionPanel,
  FollowUpPanel,
  InformedPanel,
  MinutesPanel,
  ModePanel,
  NeedsPanel,
  OpinionsPanel,
  OutcomePanel,
  PlannedPanel,
  ThreadPanel,
  TimeEntry,
  TransferPanel,
  useHereInCase,
} from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { ImagesPanel, KeyImagesPanel } from '#capabilities/imaging/web/index.tsx'
import { CasePathway, EarlyWarningPanel } from '#capabilities/pathways/web/index.tsx'
import { RecordPanel } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { shellWords } from '../shell/words.ts'
import style from './pages.module.css'

type TimeSlot = ComponentProps<typeof CasePathway>['timeSlot']

const noTimes: TimeSlot = () => null
const typeTimesOf =
  (consultId: string): TimeSlot =>
  (station) => <TimeEntry consultId={consultId} {...station} />

/** One page from the call to the outcome, composed of the panels of several capabilities. */
export function CasePage({ me, consultId }: { me: Me; consultId: string }) {
  const t = useWords(shellWords)
  const now = useNow()
  const consult = useQuery(consultQuery(consultId))
  const problem = useProblem(consult.error)
  useHereInCase(consultId)
  if (problem && !consult.data) return <ProblemText>{problem}</ProblemText>
  if (!consult.data) return <Waiting>{t('opening')}</Waiting>
  const { data } = consult
  const isTreating = me.roles.some(
    (held) => held.facilityId === data.asking.id && (held.role === 'doctor' || held.role === 'nurse'),
  )
  const isExpert = data.acceptedBy?.id === me.person.id
  const isWaitingForExpert =
    data.urgency === 'emergency' &&
    isTreating &&
    !data.joinedAt &&
    (data.status === 'requested' || data.status === 'accepted')
  return (
    <>
      <CaseHead consult={data} now={now} />
      {isWaitingForExpert ? <CallingPanel consult={data} now={now} /> : null}
      {data.urgency === 'emergency' ? <ClockStrip consult={data} now={now} /> : null}
      {data.patient ? (
        <Suspense fallback={<Waiting>{t('opening')}</Waiting>}>
          <CasePathway
            subject={{ kind: 'consult', id: consultId, patientId: data.patientId }}
            isApproved={data.isPathwayApproved}
            personId={me.person.id}
            canWrite={me.roles.some((held) => held.role === 'doctor' || held.role === 'nurse')}
            printAt={path.timeline(consultId)}
            timeSlot={isTreating ? typeTimesOf(consultId) : noTimes}
          />
        </Suspense>
      ) : null}
      <div className={style['panels']}>
        <div className={style['stack']}>
          {data.patient ? <OfPatient consult={data} isTreating={isTreating} /> : null}
        </div>
        <div className={style['stack']}>
          <PlannedPanel consult={data} me={me} isTreating={isTreating} now={now} />
          <NeedsPanel consult={data} canWrite={isTreating} />
          <CallsPanel consult={data} isTreating={isTreating} />
          <ThreadPanel consult={data} />
          <AttachPanel consult={data} isTreating={isTreating} />
        </div>
        <div className={style['stack']}>
          <ConclusionPanel consult={data} isExpert={isExpert} />
          <DecisionPanel consult={data} isTreating={isTreating} />
          {data.acceptedBy ? <Law {...{ me, isTreating, consultId }} /> : null}
          {data.acceptedBy ? <MinutesPanel consultId={consultId} /> : null}
          {data.acceptedBy ? <TransferPanel consult={data} isTreating={isTreating} /> : null}
          <OutcomePanel consult={data} isTreating={isTreating} now={now} />
          {data.decision ? <FollowUpPanel consult={data} isTreating={isTreating} now={now} /> : null}
        </div>
      </div>
    </>
  )
}

function OfPatient({ consult, isTreating }: { consult: Consult; isTreating: boolean }) {
  const { id: consultId, patientId } = consult
  return (
    <>
      <ImagesPanel patientId={patientId} openAt={path.caseImages(consultId)} />
      <KeyImagesPanel
        patientId={patientId}
        subject={{ kind: 'consult', id: consultId }}
        imagesAt={path.caseImages(consultId)}
        addressOf={(keyImageId) => path.caseKeyImage(consultId, keyImageId)}
      />
      <EarlyWarningPanel patientId={patientId} canWrite={isTreating} />
      <RecordPanel patientId={patientId} canWrite={isTreating} mayEnterVitals />
    </>
  )
}

function Law({ me, consultId, isTreating }: { me: Me; consultId: string; isTreating: boolean }) {
  return (
    <>
      <OpinionsPanel
        consultId={consultId}
        personId={me.person.id}
        isDoctor={me.roles.some((held) => held.role === 'doctor')}
      />
      <InformedPanel consultId={consultId} isTreating={isTreating} />
      <ModePanel consultId={consultId} isTreating={isTreating} />
    </>
  )
}
