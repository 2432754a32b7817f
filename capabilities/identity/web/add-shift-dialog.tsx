import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { dateAt, instantAt } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { createDutyShift, dutyHour, type RosterShift } from '../contract/roster.ts'
import { dutyPosition } from '../contract.ts'
import style from './identity.module.css'
import { peopleQuery } from './queries.ts'
import { dateAfter } from './roster.ts'
import { identityWords } from './words.ts'

type Props = { facilityId: Id<'facility'>; now: number; onClose: () => void }

type Shift = {
  personId: Id<'person'> | null
  specialty: string | null
  position: RosterShift['position']
  startsAt: string | null
  endsAt: string | null
}

const positions: readonly RosterShift['position'][] = dutyPosition.options

/** From seven tomorrow to seven the day after, unless somebody says otherwise. */
const tomorrow = (now: number): Shift => {
  const date = dateAfter(dateAt(now), 1)
  const [startsAt, endsAt] = [instantAt(date, dutyHour), instantAt(dateAfter(date, 1), dutyHour)]
  return { personId: null, specialty: null, position: 'first', startsAt, endsAt }
}

const isOfWholeHouse = (shift: Shift): boolean => shift.position === 'coordinator' || shift.position === 'leader'

/** Puts a person of the facility on duty. */
export function AddShiftDialog({ facilityId, now, onClose }: Props) {
  const t = useWords(identityWords)
  const queries = useQueryClient()
  const people = useQuery(peopleQuery(facilityId))
  const [shift, setShift] = useState(() => tomorrow(now))
  const change = (part: Partial<Shift>) => setShift({ ...shift, ...part })
  const present = (people.data ?? []).filter((person) => !person.isDisabled)
  const isReady = shift.personId && shift.startsAt && shift.endsAt && (isOfWholeHouse(shift) || shift.specialty)
  const add = useMutation({
    mutationFn: async () => {
      const { personId, startsAt, endsAt, ...rest } = shift
      if (personId && startsAt && endsAt)
        await call(createDutyShift, { facilityId, personId, startsAt, endsAt, ...rest })
    },
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['roster', facilityId] })
    },
  })
  const problem = useProblem(add.error ?? people.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button kind="primary" onPress={() => add.mutate()} isBusy={add.isPending} why={isReady ? null : t('shiftNeeds')}>
        {t('addShift')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('addShift')} isOpen onClose={onClose} actions={actions}>
      {/* the focus begins at a text: at a choice it would open its list */}
      <p className="dim" data-autofocus tabIndex={-1}>
        {t('dutyDays')}
      </p>
      <div className={style['form']}>
        {people.isPending ? <Waiting>{t('loading')}</Waiting> : null}
        <Select
          label={t('whoIs')}
          value={shift.personId}
          options={present.map((person) => ({ value: person.id, text: `${person.title} ${person.fullName}`.trim() }))}
          onChange={(personId) => change({ personId })}
        />
        <DutyOf shift={shift} onChange={change} />
        <DateTimeField label={t('from')} value={shift.startsAt} onChange={(startsAt) => change({ startsAt })} />
        <DateTimeField label={t('until')} value={shift.endsAt} onChange={(endsAt) => change({ endsAt })} />
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
    </Dialog>
  )
}

/** For what: the position, and the specialty unless it is for the whole house. */
function DutyOf({ shift, onChange }: { shift: Shift; onChange: (part: Partial<Shift>) => void }) {
  const t = useWords(identityWords)
  const { options } = useSpecialties()
  return (
    <>
      <Select
        label={t('position')}
        value={shift.position}
        options={positions.map((value) => ({ value, text: t(value) }))}
        onChange={(position) => onChange({ position: position ?? 'first' })}
      />
      {isOfWholeHouse(shift) ? null : (
        <Select
          label={t('specialty')}
          value={shift.specialty}
          options={options}
          onChange={(specialty) => onChange({ specialty })}
        />
      )}
    </>
  )
}
