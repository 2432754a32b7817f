import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { dateAt, instantAt, shownDate } from '#platform/web/i18n/date-text.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Chip, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Letter } from '../contract/letter.ts'
import * as contract from '../contract/letter.ts'
import {
  type LetterFault,
  type LetterField,
  letterCodes,
  letterFaults,
  letterFields,
} from '../contract/letter-fields.ts'
import type { Transfer } from '../contract/transfer.ts'
import style from './transfer.module.css'
import { letterQuery } from './transfer-queries.ts'
import { transferWords } from './transfer-words.ts'

/** The referral letter: its number and files once issued, else the 39 fields with what is wrong and what to do. */
export function LetterPanel({ transfer, canWrite }: { transfer: Transfer; canWrite: boolean }) {
  const t = useWords(transferWords)
  const [isOpen, setIsOpen] = useState(false)
  const { letter, status } = transfer
  const isOver = status === 'refused' || status === 'cancelled'
  const files = `/api/transfers/${transfer.id}/letter`
  return (
    <Panel title={t('letter')}>
      {letter ? (
        <>
          <p>
            <b>{t('issued', { number: letter.number, until: shownDate(letter.validUntil) })}</b>
          </p>
          <p className={style['line']}>
            <a href={`${files}/pdf`} target="_blank" rel="noreferrer">
              {t('openPdf')}
            </a>
            <a href={`${files}/xml`} download="xml13.xml">
              {t('openXml')}
            </a>
          </p>
        </>
      ) : null}
      {!letter && !isOpen ? <p className="dim">{t('letterNotYet')}</p> : null}
      {!letter && canWrite && !isOver && !isOpen ? (
        <Button onPress={() => setIsOpen(true)}>{t('fillLetter')}</Button>
      ) : null}
      {!letter && isOpen ? <LoadedForm transferId={transfer.id} /> : null}
    </Panel>
  )
}

function LoadedForm({ transferId }: { transferId: string }) {
  const t = useWords(transferWords)
  const found = useQuery(letterQuery(transferId))
  const problem = useProblem(found.error)
  if (problem && !found.data) return <ProblemText>{problem}</ProblemText>
  if (!found.data) return <Waiting>{t('opening')}</Waiting>
  return <LetterForm transferId={transferId} letter={found.data} />
}

function LetterForm({ transferId, letter }: { transferId: string; letter: Letter }) {
  const t = useWords(transferWords)
  const queries = useQueryClient()
  const [kept, keep, forget] = useDraft(`letter/${transferId}`)
  const changed = kept ? (JSON.parse(kept) as Record<string, string>) : {}
  const values = { ...letter.values, ...changed }
  const faults = letterFaults(values, false)
  const again = async () => await queries.invalidateQueries({ queryKey: ['transfer', transferId] })
  const save = useMutation({
    mutationFn: async () => {
      const typed = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
      const sent = { transferId, basedOn: letter.version, values: typed }
      return await call(contract.writeLetter, sent, { key: crypto.randomUUID() })
    },
    onSuccess: async () => {
      forget()
      await again()
    },
  })
  const issue = useMutation({
    mutationFn: async () =>
      await call(contract.issueLetter, { transferId, version: letter.version }, { key: crypto.randomUUID() }),
    onSettled: again,
  })
  const problem = useProblem(save.error ?? issue.error)
  const isSaved = Object.keys(changed).length === 0 && letter.version > 0
  const why = faults.length > 0 ? t('faultCount', { n: faults.length }) : isSaved ? null : t('saveFirst')
  return (
    <div className={style['form']}>
      <p>
        <Chip kind={faults.length > 0 ? 'late' : 'soft'}>
          {faults.length > 0 ? t('faultCount', { n: faults.length }) : t('noFault')}
        </Chip>
      </p>
      <div className={style['fields']}>
        {letterFields
          .filter((field) => !field.isGiven)
          .map((field) => (
            <LetterEntry
              key={field.name}
              field={field}
              value={values[field.name] ?? ''}
              fault={faults.find((each) => each.field === field.name)}
              isFromRecord={letter.proposed.includes(field.name) && !(field.name in changed)}
              onChange={(value) => keep(JSON.stringify({ ...changed, [field.name]: value }))}
            />
          ))}
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['line']}>
        <Button onPress={() => save.mutate()} isBusy={save.isPending}>
          {t('save')}
        </Button>
        <Button kind="primary" onPress={() => issue.mutate()} isBusy={issue.isPending} why={why}>
          {t('issue')}
        </Button>
      </div>
    </div>
  )
}

/** `202611221405` as a moment; null when it is none. */
const momentOf = (compact: string): string | null => {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(compact)
  if (!found) return null
  const [, year = '', month = '', day = '', hour = '', minute = ''] = found
  return instantAt(`${year}-${month}-${day}`, `${hour}:${minute}`)
}

const compactOf = (moment: string): string => `${dateAt(moment)}${timeText(moment)}`.replaceAll(/[-:]/g, '')

type EntryProps = {
  field: LetterField
  value: string
  fault: LetterFault | undefined
  isFromRecord: boolean
  onChange: (value: string) => void
}

function LetterEntry({ field, value, fault, isFromRecord, onChange }: EntryProps) {
  const t = useWords(transferWords)
  const language = useLanguage()
  const label = `${field[language]}${isFromRecord ? ` (${t('fromRecord')})` : ''}`
  const problem = fault ? t(`fault-${fault.fault}`) : null
  if (field.codes) {
    const options = field.codes.map((code) => ({
      value: code,
      text: `${code} · ${letterCodes[field.name]?.[code]?.[language] ?? ''}`,
    }))
    return (
      <Select
        label={label}
        value={value || null}
        options={options}
        onChange={(code) => onChange(code ?? '')}
        problem={problem}
      />
    )
  }
  if (field.is === 'moment') {
    return (
      <DateTimeField
        label={label}
        value={momentOf(value)}
        onChange={(moment) => onChange(moment ? compactOf(moment) : '')}
        problem={problem}
      />
    )
  }
  return (
    <div data-wide={field.is === 'long' ? 'yes' : 'no'}>
      <Field
        label={label}
        value={value}
        onChange={onChange}
        maxLength={field.max}
        problem={problem}
        {...(field.is === 'long' ? { rows: 2 } : {})}
      />
    </div>
  )
}
