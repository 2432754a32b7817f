import { useWords } from '#platform/web/i18n/words.ts'
import style from '#platform/web/ui/ui.module.css'
import type { PatientBrief } from '../contract.ts'
import { recordsWords } from './words.ts'

const monthsOf = (birthDate: string): number => {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number)
  const now = new Date()
  return (now.getFullYear() - year) * 12 + (now.getMonth() + 1 - month) - (now.getDate() < day ? 1 : 0)
}

const yearsSince = (year: number | null): number | null => (year === null ? null : new Date().getFullYear() - year)

/** NAME IN CAPITALS · age (months under six years) · sex · last four digits. A patient is never shown by name alone. */
export function PatientLine({ patient }: { patient: PatientBrief | null }) {
  const t = useWords(recordsWords)
  if (!patient) return <span className="dim">{t('noLongerVisible')}</span>
  const months = patient.birthDate ? monthsOf(patient.birthDate) : null
  const years = yearsSince(patient.birthYear)
  const age =
    months !== null
      ? months < 72
        ? t('months', { n: months })
        : t('years', { n: Math.floor(months / 12) })
      : years !== null
        ? t('years', { n: years })
        : t('unknown')
  const name = patient.isUnknown
    ? `${t('unknownPatient')}${patient.fullName === '?' ? '' : `: ${patient.fullName}`}`
    : patient.fullName
  return (
    <span className={style['patient']}>
      {patient.isSynthetic ? <span className={style['drill']}>{t('drill')}</span> : null}
      <b>{name.toLocaleUpperCase('vi')}</b>
      <span>
        · {age} · {t(patient.sex)} · <span className="figure">{patient.lastDigits}</span>
      </span>
    </span>
  )
}
