import { PatientLine } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import type { Candidate } from '../contract/matching.ts'
import type { WaitingStudy } from '../contract.ts'
import style from './matching.module.css'
import { matchingWords } from './matching-words.ts'

type Words = (typeof matchingWords)['words']

const agrees: ReadonlySet<string> = new Set([
  ...['name-same', 'name-other-order', 'birth-same-day', 'birth-same-year', 'birth-not-told'],
  ...['sex-same', 'sex-not-told', 'code-same', 'code-not-told'],
])

const dayText = (date: string): string => date.replace(/^(\d{4})-?(\d{2})-?(\d{2})$/, '$3/$2/$1')
const sexes: Readonly<Record<string, keyof Words>> = { M: 'male', F: 'female' }

type Row = { fact: keyof Words; sent: string; known: string; verdict: keyof Words }

function rowsOf(study: WaitingStudy, { patient, codes, fit }: Candidate, say: (word: keyof Words) => string): Row[] {
  const sex = sexes[study.sentSex.trim().toUpperCase()]
  const born = patient.birthDate ? dayText(patient.birthDate) : patient.birthYear
  const name = study.sentPatientName.replaceAll('^', ' ').replaceAll('=', ' ').trim()
  return [
    { fact: 'factName', sent: name, known: patient.fullName, verdict: `name-${fit.name}` },
    {
      fact: 'factBirth',
      sent: dayText(study.sentBirthDate),
      known: born === null ? say('unknown') : String(born),
      verdict: `birth-${fit.birth}`,
    },
    { fact: 'factSex', sent: sex ? say(sex) : study.sentSex, known: say(patient.sex), verdict: `sex-${fit.sex}` },
    { fact: 'factCode', sent: study.sentPatientId, known: codes.join(' · '), verdict: `code-${fit.code}` },
  ]
}

/** The facts in which a patient differs from what was sent, by their names. */
export const differencesOf = (candidate: Candidate): (keyof Words)[] => {
  const { name, birth, sex, code } = candidate.fit
  const verdicts = {
    factName: `name-${name}`,
    factBirth: `birth-${birth}`,
    factSex: `sex-${sex}`,
    factCode: `code-${code}`,
  } as const
  return (Object.keys(verdicts) as (keyof typeof verdicts)[]).filter((fact) => !agrees.has(verdicts[fact]))
}

/** What the sender wrote against the record, fact by fact; each difference is a word, not a colour alone. */
export function Comparison({ study, candidate }: { study: WaitingStudy; candidate: Candidate }) {
  const t = useWords(matchingWords)
  const empty = <span className="dim">{t('empty')}</span>
  return (
    <table className={style['comparison']}>
      <caption>
        {t('compare')}: <PatientLine patient={candidate.patient} />
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('fact')}</th>
          <th scope="col">{t('sent')}</th>
          <th scope="col">{t('record')}</th>
          <th scope="col">{t('verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(study, candidate, t).map((row) => (
          <tr key={row.fact} data-differs={agrees.has(row.verdict) ? 'no' : 'yes'}>
            <th scope="row">{t(row.fact)}</th>
            <td data-head={t('sent')}>{row.sent || empty}</td>
            <td data-head={t('record')}>{row.known || empty}</td>
            <td data-head={t('verdict')}>
              <span aria-hidden="true">{agrees.has(row.verdict) ? '' : '≠ '}</span>
              {t(row.verdict)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Why a patient may be the one and why not, in one line. */
export function FitLine({ candidate }: { candidate: Candidate }) {
  const t = useWords(matchingWords)
  const { name, birth, sex, code } = candidate.fit
  const facts = [
    ['factName', `name-${name}`],
    ['factBirth', `birth-${birth}`],
    ['factSex', `sex-${sex}`],
    ['factCode', `code-${code}`],
  ] as const
  return <span className="small dim">{facts.map(([fact, verdict]) => `${t(fact)}: ${t(verdict)}`).join(' · ')}</span>
}
