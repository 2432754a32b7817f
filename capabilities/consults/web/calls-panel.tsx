import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { programmeName, useSpecialties } from '#capabilities/network/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { callSpecialty } from '../contract/paging.ts'
import { redAlerts } from '../contract/red-alert.ts'
import type { RoutingStep } from '../contract/routing.ts'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { pagingWords } from './paging-words.ts'

/** Which further specialties were called and who came; why each hospital was chosen. */
export function CallsPanel({ consult, isTreating }: { consult: Consult; isTreating: boolean }) {
  const t = useWords(pagingWords)
  const mayCall = isTreating && consultCan('callSpecialty', consult)
  if (consult.calls.length === 0 && !mayCall && consult.routing.length < 2) return null
  return (
    <Panel title={t('calls')}>
      <ul className={style['calls']}>
        {consult.calls.map((each) => (
          <CallLine key={each.role} call={each} />
        ))}
      </ul>
      {mayCall ? <CallMore consult={consult} /> : null}
      <p className="small dim">{t('routing')}</p>
      <ul className={style['calls']}>
        {consult.routing.map((step) => (
          <li key={`${step.at}/${step.facilityName}`}>
            <span className="figure">{timeText(step.at)}</span> {t(`why-${step.why}`)}: <b>{step.facilityName}</b>
            <Reasons step={step} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function CallLine({ call: each }: { call: Consult['calls'][number] }) {
  const t = useWords(pagingWords)
  const language = useLanguage()
  const { nameOf: specialtyName } = useSpecialties()
  const role = redAlerts.flatMap((alert) => alert.roles).find((one) => one.role === each.role)
  const name = each.acceptedBy ? nameOf(each.acceptedBy) : ''
  const says = each.joinedAt
    ? t('inRoom', { name })
    : each.acceptedAt
      ? t('acceptedAt', { name, time: timeText(each.acceptedAt) })
      : each.unansweredAt
        ? t('nobody')
        : t('calling', { time: timeText(each.calledAt) })
  return (
    <li>
      <b>{role?.label[language] ?? specialtyName(each.specialty)}</b> · {each.facility.name} · {says}
    </li>
  )
}

function Reasons({ step }: { step: RoutingStep }) {
  const t = useWords(pagingWords)
  const language = useLanguage()
  const texts = step.reasons.map(({ reason, facilityName }) => {
    switch (reason.code) {
      case 'programme':
        return t('programme', { name: programmeName(reason.programme, language) })
      case 'load':
      case 'distance-km':
        return t(reason.code, { n: reason.n })
      case 'coordinator':
        return t('coordinator', { name: step.decidedBy ? nameOf(step.decidedBy) : '', text: reason.text })
      case 'nobody-on-duty-at':
      case 'backup-of':
        return t(reason.code, { name: facilityName ?? '' })
      case 'link-for-specialty':
      case 'general-link':
      case 'nobody-on-duty':
      case 'next-link':
        return t(reason.code)
      default:
        return reason satisfies never
    }
  })
  return <p className="small dim">{texts.join(' · ')}</p>
}

function CallMore({ consult }: { consult: Consult }) {
  const t = useWords(pagingWords)
  const queries = useQueryClient()
  const { options } = useSpecialties()
  const [specialty, setSpecialty] = useState<string | null>(null)
  const more = useMutation({
    mutationFn: async (code: string) =>
      await call(callSpecialty, { consultId: consult.id, specialty: code }, { key: crypto.randomUUID() }),
    onSuccess: () => setSpecialty(null),
    onSettled: async () => await queries.invalidateQueries({ queryKey: ['consult', consult.id] }),
  })
  const problem = useProblem(more.error)
  const called = new Set([consult.specialty, ...consult.calls.map((each) => each.specialty)])
  return (
    <>
      <div className={style['callMore']}>
        <Select
          label={t('specialty')}
          value={specialty}
          onChange={setSpecialty}
          options={options.filter((each) => !called.has(each.value))}
        />
        <Button
          onPress={() => specialty && more.mutate(specialty)}
          isBusy={more.isPending}
          why={specialty ? null : t('chooseSpecialty')}
        >
          {t('callIt')}
        </Button>
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </>
  )
}
