import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { cancelIdentifier } from '../contract/corrections.ts'
import { isPersonName } from '../contract/names.ts'
import type { PatientRecord } from '../contract.ts'
import * as contract from '../contract.ts'
import { PatientFields } from './patient-fields.tsx'
import { formOf, patientInput } from './patient-form.ts'
import style from './records.module.css'
import { useFormDraft } from './use-form-draft.ts'
import { VersionsList } from './versions-list.tsx'
import { recordsWords } from './words.ts'

/** Who a patient is: birth, sex, identifiers; corrected here, and what stood before is shown below. */
export function DemographicsPanel({ patient, canWrite }: { patient: PatientRecord; canWrite: boolean }) {
  const t = useWords(recordsWords)
  const [isOpen, setIsOpen] = useState(false)
  const edit = <Button onPress={() => setIsOpen(true)}>{patient.isUnknown ? t('nameThem') : t('correct')}</Button>
  return (
    <Panel title={t('demographics')} aside={canWrite ? edit : null}>
      <dl className={style['values']}>
        <dt>{t('birth')}</dt>
        <dd>{patient.birthDate ? shownDate(patient.birthDate) : (patient.birthYear ?? '—')}</dd>
        <dt>{t('sex')}</dt>
        <dd>{t(patient.sex)}</dd>
        {patient.identifiers.map((each) => (
          <div key={each.id} style={{ display: 'contents' }}>
            <dt>{t(each.system)}</dt>
            <dd>{each.value}</dd>
          </div>
        ))}
      </dl>
      <VersionsList patientId={patient.id} of={['patient', 'identifier']} />
      {isOpen ? <CorrectDialog patient={patient} onClose={() => setIsOpen(false)} /> : null}
    </Panel>
  )
}

function CorrectDialog({ patient, onClose }: { patient: PatientRecord; onClose: () => void }) {
  const t = useWords(recordsWords)
  const queries = useQueryClient()
  const [form, change, clear] = useFormDraft(`patient/${patient.id}/correct`, formOf(patient))
  const renew = async () => await queries.invalidateQueries({ queryKey: ['patient', patient.id] })
  const save = useMutation({
    mutationFn: async () =>
      await call(
        contract.updatePatient,
        { patientId: patient.id, ...patientInput(form) },
        { key: crypto.randomUUID() },
      ),
    onSuccess: async () => {
      clear()
      onClose()
      await renew()
    },
  })
  const cancel = useMutation({
    mutationFn: async (identifierId: PatientRecord['identifiers'][number]['id']) =>
      await call(cancelIdentifier, { patientId: patient.id, identifierId }),
    onSuccess: renew,
  })
  const problem = useProblem(save.error ?? cancel.error)
  const isReady = isPersonName(form.fullName)
  const actions = (
    <>
      <Button onPress={onClose}>{t('close')}</Button>
      <Button
        kind="primary"
        onPress={() => save.mutate()}
        isBusy={save.isPending}
        why={isReady ? null : t('nameNeeded')}
      >
        {t('save')}
      </Button>
    </>
  )
  return (
    <Dialog title={patient.isUnknown ? t('nameThem') : t('correct')} isOpen isWide onClose={onClose} actions={actions}>
      <div className={style['form']}>
        <PatientFields form={form} onChange={change} />
        <ul>
          {patient.identifiers.map((each) => (
            <li key={each.id} className={style['entry']}>
              <span>
                {t(each.system)} <span className="figure">{each.value}</span>
              </span>
              <Button kind="quiet" onPress={() => cancel.mutate(each.id)}>
                {t('cancelIdentifier')}
              </Button>
            </li>
          ))}
        </ul>
        <p className="small dim">{t('keptBefore')}</p>
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
    </Dialog>
  )
}
