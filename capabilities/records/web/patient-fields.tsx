import { dateAt } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { DateField } from '#platform/web/ui/date-field.tsx'
import { Choices, Field } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { isPersonName, personalIdDoubts } from '../contract/names.ts'
import { identifierInput } from '../contract.ts'
import { birthDateOf, type PatientForm, yearOf } from './patient-form.ts'
import style from './records.module.css'
import { recordsWords } from './words.ts'

const aMinute = 60_000

type Props = { form: PatientForm; onChange: (part: Partial<PatientForm>) => void }

/** Name, birth, sex and identifiers of a patient; what does not fit is said beside it. */
export function PatientFields({ form, onChange }: Props) {
  const t = useWords(recordsWords)
  const now = useNow(aMinute)
  const isNoName = form.fullName.trim() !== '' && !form.isUnknown && !isPersonName(form.fullName)
  return (
    <>
      <Field
        label={form.isUnknown ? t('whatIsSeen') : t('fullName')}
        value={form.fullName}
        maxLength={120}
        autoComplete="off"
        onChange={(fullName) => onChange({ fullName })}
        problem={isNoName ? t('notAName') : null}
      />
      <div>
        <span className={style['label']}>{t('sex')}</span>
        <Choices
          label={t('sex')}
          value={form.sex}
          options={(['male', 'female', 'unknown'] as const).map((value) => ({ value, text: t(value) }))}
          onChange={(sex) => onChange({ sex })}
        />
      </div>
      <div className={style['pair']}>
        {form.isUnknown ? null : (
          <DateField
            label={t('birthDate')}
            value={form.birthDate}
            max={dateAt(now)}
            onChange={(birthDate) => onChange({ birthDate })}
          />
        )}
        {birthDateOf(form) ? null : (
          <Field
            label={form.isUnknown ? t('aboutYear') : t('onlyYear')}
            value={form.birthYear}
            inputMode="numeric"
            maxLength={4}
            onChange={(birthYear) => onChange({ birthYear })}
          />
        )}
      </div>
      {form.isUnknown ? null : <Identifiers form={form} onChange={onChange} />}
    </>
  )
}

function Identifiers({ form, onChange }: Props) {
  const t = useWords(recordsWords)
  const isShaped = (system: 'personal-id' | 'bhyt', value: string) =>
    value.trim() === '' ||
    identifierInput.safeParse({ system, value: value.replaceAll(/\s/g, '').toUpperCase() }).success
  const doubts = personalIdDoubts(form.personalId.replaceAll(/\s/g, ''), { sex: form.sex, birthYear: yearOf(form) })
  return (
    <>
      <div className={style['pair']}>
        <Field
          label={t('personalId')}
          value={form.personalId}
          inputMode="numeric"
          maxLength={20}
          onChange={(personalId) => onChange({ personalId })}
          problem={isShaped('personal-id', form.personalId) ? null : t('notAPersonalId')}
        />
        <Field
          label={t('bhyt')}
          value={form.bhyt}
          maxLength={24}
          onChange={(bhyt) => onChange({ bhyt })}
          problem={isShaped('bhyt', form.bhyt) ? null : t('notABhyt')}
        />
        <Field label={t('mrn')} value={form.mrn} maxLength={40} onChange={(mrn) => onChange({ mrn })} />
      </div>
      {doubts.length > 0 ? (
        <p className={style['doubt']} role="status">
          {doubts.map((doubt) => t(doubt === 'sex' ? 'doubtSex' : 'doubtYear')).join(' ')}
        </p>
      ) : null}
    </>
  )
}
