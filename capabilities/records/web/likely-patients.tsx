import { shownDate } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import type { PatientBrief } from '../contract.ts'
import { type PatientForm, yearOf } from './patient-form.ts'
import style from './records.module.css'
import { recordsWords } from './words.ts'

type Props = {
  form: PatientForm
  alike: readonly PatientBrief[]
  onPick: (patient: PatientBrief) => void
  onNone: () => void
  isBusy: boolean
}

type Line = { key: string; head: string; typed: string; of: (patient: PatientBrief) => string }

/** The patient who is typed beside those who may be the same person; one of them, or nobody. */
export function LikelyPatients({ form, alike, onPick, onNone, isBusy }: Props) {
  const t = useWords(recordsWords)
  const birthOf = (date: string | null, year: number | null) => (date ? shownDate(date) : String(year ?? '—'))
  const lines: Line[] = [
    {
      key: 'name',
      head: t('fullName'),
      typed: form.fullName.toLocaleUpperCase('vi'),
      of: (patient) => patient.fullName.toLocaleUpperCase('vi'),
    },
    {
      key: 'birth',
      head: t('birth'),
      typed: birthOf(form.birthDate, yearOf(form)),
      of: (patient) => birthOf(patient.birthDate, patient.birthYear),
    },
    { key: 'sex', head: t('sex'), typed: t(form.sex), of: (patient) => t(patient.sex) },
    {
      key: 'digits',
      head: t('lastDigits'),
      typed: (form.personalId || form.bhyt || form.mrn).trim().slice(-4) || '—',
      of: (patient) => patient.lastDigits,
    },
  ]
  return (
    <div role="alert" className={style['form']}>
      <h3>{t('likely')}</h3>
      <Table
        caption={t('likely')}
        isCaptionHidden
        rows={lines}
        keyOf={(line) => line.key}
        columns={[
          { key: 'head', head: '', cell: (line) => line.head },
          { key: 'typed', head: t('asTyped'), cell: (line) => line.typed },
          ...alike.map((patient, index) => ({
            key: patient.id,
            head: t('known', { n: index + 1 }),
            cell: (line: Line) => line.of(patient),
          })),
        ]}
      />
      <div className={style['row']}>
        {alike.map((patient, index) => (
          <Button key={patient.id} onPress={() => onPick(patient)}>
            {alike.length > 1 ? t('useKnown', { n: index + 1 }) : t('useThis')}
          </Button>
        ))}
        <Button kind="primary" onPress={onNone} isBusy={isBusy}>
          {t('createAnyway')}
        </Button>
      </div>
    </div>
  )
}
