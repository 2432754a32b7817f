import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { pathwaysPermissions } from '../contract.ts'
import style from './pathways.module.css'
import type { ListedPathway } from './pathways-panel.tsx'
import { pathwaysWords } from './words.ts'

type Facility = Pick<Me['roles'][number], 'facilityId' | 'facilityName'>

/** What can be approved: by which facilities of mine it was, and how to. */
export type Approvable = {
  approvedBy: ListedPathway['approvedBy']
  approve: (facilityId: Facility['facilityId']) => Promise<unknown>
}

type Props = Approvable & { me: Me }

/** Whether each of my facilities approved a version, by whom and when; a doctor approves for their own. */
export function ApprovalList({ me, approvedBy, approve }: Props) {
  const t = useWords(pathwaysWords)
  const [asked, setAsked] = useState<Facility | null>(null)
  const facilities = new Map(me.roles.map((held) => [held.facilityId, held]))
  const mine = facilitiesOf(me, pathwaysPermissions['pathway.approve'])
  const isDoctorAt = (facilityId: string) => mine.some((facility) => facility.id === facilityId)
  return (
    <div>
      <h3>{t('approvals')}</h3>
      <ul className={style['approvals']}>
        {[...facilities.values()].map((held) => {
          const approval = approvedBy.find((each) => each.facilityId === held.facilityId)
          const name = approval?.by ? `${approval.by.title} ${approval.by.fullName}`.trim() : '—'
          return (
            <li key={held.facilityId}>
              <span>
                {held.facilityName}:{' '}
                {approval ? (
                  t('approvedBy', { name, time: shownMoment(approval.at) })
                ) : (
                  <b className={style['open']}>{t('notApproved')}</b>
                )}
              </span>
              {!approval && isDoctorAt(held.facilityId) ? (
                <Button kind="primary" onPress={() => setAsked(held)}>
                  {t('approve')}
                </Button>
              ) : null}
              {approval || isDoctorAt(held.facilityId) ? null : <span className="small dim">{t('onlyDoctors')}</span>}
            </li>
          )
        })}
      </ul>
      {asked ? <ApproveDialog facility={asked} approve={approve} onClose={() => setAsked(null)} /> : null}
    </div>
  )
}

type DialogProps = Pick<Approvable, 'approve'> & { facility: Facility; onClose: () => void }

function ApproveDialog({ facility, approve, onClose }: DialogProps) {
  const t = useWords(pathwaysWords)
  const queries = useQueryClient()
  const press = useMutation({
    mutationFn: async () => await approve(facility.facilityId),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries()
    },
  })
  const problem = useProblem(press.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button kind="primary" onPress={() => press.mutate()} isBusy={press.isPending}>
        {t('approve')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('approve')} isOpen onClose={onClose} actions={actions}>
      <p>{t('approveQuestion', { facility: facility.facilityName })}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
