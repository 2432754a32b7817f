import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { dateAt, shownDate, shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateField } from '#platform/web/ui/date-field.tsx'
import { Empty, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { type Column, Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { RegisterLine } from '../contract/register.ts'
import * as contract from '../contract/register.ts'
import style from './law.module.css'
import { minutesWords } from './minutes-words.ts'
import { modeWords } from './mode-words.ts'
import { nameOf } from './name-of.ts'

const every = 'every'
const monthDays = 30
const dayMs = 24 * 60 * 60_000

type Asked = { facilityId: string; department: string; from: string; to: string }

const registerQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['register', asked],
    queryFn: async ({ signal }) => await call(contract.listRegister, asked, { signal }),
    placeholderData: (before) => before,
  })

/** The register of consultations of one facility, for a department and a period; printable. */
export function RegisterPanel({ facilityId }: { facilityId: string }) {
  const t = useWords(modeWords)
  const [from, setFrom] = useState<string | null>(() => dateAt(Date.now() - monthDays * dayMs))
  const [to, setTo] = useState<string | null>(() => dateAt(Date.now()))
  const [department, setDepartment] = useState(every)
  const asked = {
    ...{ facilityId, from: from ?? '', to: to ?? '' },
    department: department === every ? '' : department,
  }
  const found = useQuery({ ...registerQuery(asked), enabled: from !== null && to !== null })
  const problem = useProblem(found.error)
  const { data } = found
  return (
    <section className={style['register']}>
      <h2>{t('registerOf', { name: data?.facilityName ?? '' })}</h2>
      <p className={style['onPaper']}>{t('period', { from: shownDate(from), to: shownDate(to) })}</p>
      <div className={style['filters']}>
        <DateField label={t('from')} value={from} onChange={setFrom} />
        <DateField label={t('to')} value={to} onChange={setTo} />
        <Select
          label={t('department')}
          value={department}
          options={[
            { value: every, text: t('everyDepartment') },
            ...(data?.departments ?? []).map((each) => ({ value: each, text: each })),
          ]}
          onChange={(next) => setDepartment(next ?? every)}
        />
        <Button onPress={() => window.print()}>{t('print')}</Button>
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {data?.lines.length === 0 ? <Empty>{t('noLines')}</Empty> : null}
      {data && data.lines.length > 0 ? <Lines lines={data.lines} /> : null}
    </section>
  )
}

const openLine = ({ consultId, number, year }: RegisterLine) => (
  <Link to={path.consult(consultId)}>{`${number}/${year}`}</Link>
)
const whoLine = ({ patient }: RegisterLine) => <PatientLine patient={patient} />

function Lines({ lines }: { lines: readonly RegisterLine[] }) {
  const t = useWords(modeWords)
  const words = useWords(minutesWords)
  const name = (person: RegisterLine['chair']) => (person ? nameOf(person) : '')
  const columns: Column<RegisterLine>[] = [
    {
      key: 'number',
      head: t('number'),
      cell: openLine,
    },
    { key: 'heldAt', head: t('heldAt'), cell: (line) => shownMoment(line.heldAt) },
    { key: 'patient', head: t('patient'), cell: whoLine },
    { key: 'department', head: t('department'), cell: (line) => line.department },
    { key: 'supporting', head: t('supporting'), cell: (line) => line.supportingName },
    { key: 'chair', head: t('chairName'), cell: (line) => name(line.chair) },
    { key: 'secretary', head: t('secretaryName'), cell: (line) => name(line.secretary) },
    { key: 'status', head: t('minutes'), cell: (line) => words(line.status) },
  ]
  return (
    <Table caption={t('register')} isCaptionHidden columns={columns} rows={lines} keyOf={(line) => line.consultId} />
  )
}
