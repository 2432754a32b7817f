import type { Id } from '#platform/contract/id.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { isPersonName } from '../contract/names.ts'
import type { PatientBrief } from '../contract.ts'
import { LikelyPatients } from './likely-patients.tsx'
import { PatientFields } from './patient-fields.tsx'
import { emptyPatient } from './patient-form.ts'
import style from './records.module.css'
import { useFormDraft } from './use-form-draft.ts'
import { useRegister } from './use-register.ts'
import { recordsWords } from './words.ts'

type Props = {
  facilities: readonly { id: Id<'facility'>; name: string }[]
  onPick: (patient: PatientBrief) => void
  onClose: () => void
}

const empty = { ...emptyPatient, facilityId: '' }

/** Registers a patient; those who may be the same person are shown side by side before anything is saved. */
export function RegisterPatient({ facilities, onPick, onClose }: Props) {
  const t = useWords(recordsWords)
  const [form, change, clear] = useFormDraft('patient/new', empty)
  const facilityId = facilities.find((each) => each.id === form.facilityId)?.id ?? facilities[0]?.id
  const finish = (patient: PatientBrief) => {
    clear()
    onPick(patient)
  }
  const create = useRegister({ facilityId, form, onMade: finish })
  // whoever is alike was found for what stood there before
  const edit = (part: Partial<typeof form>) => {
    create.reset()
    change(part)
  }
  const problem = useProblem(create.error)
  const alike = create.data?.alike ?? []
  const isReady = form.isUnknown ? form.fullName.trim() !== '' : isPersonName(form.fullName)
  const why = isReady ? null : t(form.isUnknown ? 'seenNeeded' : 'nameNeeded')
  return (
    <Panel title={t('newPatient')} aside={<Button onPress={onClose}>{t('close')}</Button>}>
      <form
        className={style['form']}
        aria-label={t('newPatient')}
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) create.mutate(false)
        }}
      >
        <Check label={t('isUnknown')} isOn={form.isUnknown} onChange={(isUnknown) => edit({ isUnknown })} />
        {facilities.length > 1 ? (
          <Select
            label={t('facility')}
            value={facilityId ?? null}
            options={facilities.map((each) => ({ value: each.id, text: each.name }))}
            onChange={(next) => edit({ facilityId: next ?? '' })}
          />
        ) : null}
        <PatientFields form={form} onChange={edit} />
        {problem ? <ProblemText>{problem}</ProblemText> : null}
        {alike.length > 0 ? (
          <LikelyPatients
            form={form}
            alike={alike}
            onPick={finish}
            onNone={() => create.mutate(true)}
            isBusy={create.isPending}
          />
        ) : (
          <span>
            <Button kind="primary" type="submit" isBusy={create.isPending} why={why} onPress={() => undefined}>
              {t('create')}
            </Button>
          </span>
        )}
      </form>
    </Panel>
  )
}
