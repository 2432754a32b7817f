import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Encounter } from '../contract.ts'
import * as contract from '../contract.ts'
import style from './records.module.css'
import { useFormDraft } from './use-form-draft.ts'
import { recordsWords } from './words.ts'

type Props = {
  patientId: Id<'patient'>
  /** The open stay that is changed; null to open one. */
  stay: Encounter | null
  facilities: readonly { id: Id<'facility'>; name: string }[]
  onClose: () => void
}

const aMinute = 60_000
const texts = ['department', 'room', 'bed', 'admissionNumber', 'reason', 'diagnosis'] as const

type StayForm = Record<(typeof texts)[number] | 'facilityId', string> & { admittedAt: string | null }

const formOf = (stay: Encounter | null): StayForm => ({
  facilityId: stay?.facilityId ?? '',
  department: stay?.department ?? '',
  room: stay?.room ?? '',
  bed: stay?.bed ?? '',
  admissionNumber: stay?.admissionNumber ?? '',
  reason: stay?.reason ?? '',
  diagnosis: stay?.diagnosis ?? '',
  admittedAt: stay?.admittedAt ?? null,
})

/** Opens the stay of a patient, or changes the open one. */
export function StayDialog(props: Props) {
  const { stay, facilities, onClose } = props
  const t = useWords(recordsWords)
  const now = useNow(aMinute)
  const { form, facilityId, change, save } = useStay(props)
  const problem = useProblem(save.error)
  const actions = (
    <>
      <Button onPress={onClose}>{t('close')}</Button>
      <Button kind="primary" onPress={() => save.mutate()} isBusy={save.isPending}>
        {t('save')}
      </Button>
    </>
  )
  return (
    <Dialog title={stay ? t('changeStay') : t('openStay')} isOpen isWide onClose={onClose} actions={actions}>
      <div className={style['pair']}>
        {facilities.length > 1 && !stay ? (
          <Select
            label={t('facility')}
            value={facilityId}
            options={facilities.map((each) => ({ value: String(each.id), text: each.name }))}
            onChange={(next) => change({ facilityId: next ?? '' })}
          />
        ) : null}
        {texts.map((name) => (
          <Field
            key={name}
            label={t(name === 'admissionNumber' ? 'admission' : name)}
            value={form[name]}
            onChange={(text) => change({ [name]: text })}
          />
        ))}
        <DateTimeField
          label={t('admittedAt')}
          value={form.admittedAt}
          max={new Date(now + aMinute).toISOString()}
          onChange={(admittedAt) => change({ admittedAt })}
        />
      </div>
      {stay ? <p className="small dim">{t('keptBefore')}</p> : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}

/** The stay as it is typed, at which facility, and how to save it. */
function useStay({ patientId, stay, facilities, onClose }: Props) {
  const queries = useQueryClient()
  const [form, change, clear] = useFormDraft(`patient/${patientId}/stay/${stay?.id ?? 'new'}`, formOf(stay))
  // a draft may name a facility that is no longer offered here
  const chosen = facilities.find((each) => each.id === form.facilityId) ?? facilities[0]
  const facilityId = stay?.facilityId ?? chosen?.id ?? ''
  const save = useMutation({
    mutationFn: async () => {
      const admissionNumber = form.admissionNumber.trim() || null
      return await call(
        contract.updateEncounter,
        { ...form, patientId, facilityId, admissionNumber },
        { key: crypto.randomUUID() },
      )
    },
    onSuccess: async () => {
      clear()
      onClose()
      await queries.invalidateQueries({ queryKey: ['patient', patientId] })
    },
  })
  return { form, facilityId, change, save }
}
