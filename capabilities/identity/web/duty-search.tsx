import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty, ProblemText, Section, Waiting } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import style from './identity.module.css'
import { dutySearchQuery } from './queries.ts'
import { identityWords } from './words.ts'

type Option = { value: string; text: string }

/** Who is on duty now for a specialty, at every hospital of the network. */
export function DutySearch({ specialties }: { specialties: readonly Option[] }) {
  const t = useWords(identityWords)
  const [specialty, setSpecialty] = useState<string | null>(null)
  const found = useQuery({ ...dutySearchQuery(specialty ?? ''), enabled: specialty !== null })
  const problem = useProblem(found.error)
  return (
    <Section title={t('dutySearch')}>
      <Select
        label={t('specialty')}
        value={specialty}
        onChange={setSpecialty}
        options={specialties}
        placeholder={t('chooseSpecialty')}
        isClearable
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isLoading ? <Waiting>{t('loading')}</Waiting> : null}
      {found.data?.length === 0 ? <Empty>{t('nobodyOnDutyNow')}</Empty> : null}
      <ul className={style['found']}>
        {found.data?.map((duty) => (
          <li key={duty.id}>
            <b>{`${duty.person.title} ${duty.person.fullName}`.trim()}</b> · {duty.facilityName}
            <p className="small dim">
              {t(duty.position)} · {t('dutyUntil')} <span className="figure">{timeText(duty.endsAt)}</span>
              {duty.phone ? (
                <>
                  {' · '}
                  <a href={`tel:${duty.phone.replaceAll(' ', '')}`} className="figure">
                    {duty.phone}
                  </a>
                </>
              ) : null}
              {duty.canRing ? null : ` · ${t('noScreenRings')}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
