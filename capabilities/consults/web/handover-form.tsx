import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { parseNumber } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { emptyHandover, type HandoverContent, vitalCodes } from '../contract/handover.ts'
import type { Transfer } from '../contract/transfer.ts'
import * as contract from '../contract/transfer.ts'
import style from './transfer.module.css'
import { transferWords } from './transfer-words.ts'

type Props = { transfer: Transfer; side: 'out' | 'in'; onClose: () => void }
type Given = Record<(typeof vitalCodes)[number], string>
type Draft = HandoverContent & { typed: Given }

const isbar = ['identify', 'situation', 'background', 'assessment', 'recommendation'] as const

const draftOf = (content: HandoverContent): Draft => ({
  ...content,
  // what is typed stays as typed, either decimal mark
  typed: Object.fromEntries(vitalCodes.map((code) => [code, content.vitals[code]?.toString() ?? ''])) as Given,
})

const contentOf = ({ typed, ...content }: Draft): HandoverContent => ({
  ...content,
  vitals: Object.fromEntries(vitalCodes.map((code) => [code, parseNumber(typed[code])])) as HandoverContent['vitals'],
})

/** Writes the handover of one end; what is typed is kept on this device until it is saved. */
export function HandoverForm({ transfer, side, onClose }: Props) {
  const t = useWords(transferWords)
  const queries = useQueryClient()
  const before = transfer[side]
  const [kept, keep, forget] = useDraft(`handover/${transfer.id}/${side}`)
  const start = before?.content ?? (side === 'in' && transfer.out ? handedOn(transfer.out.content) : emptyHandover)
  const draft: Draft = kept ? (JSON.parse(kept) as Draft) : draftOf(start)
  const change = (part: Partial<Draft>) => keep(JSON.stringify({ ...draft, ...part }))
  const save = useMutation({
    mutationFn: async () => {
      const content = contentOf(draft)
      const sent = { transferId: transfer.id, basedOn: before?.version ?? 0, content }
      return await call(contract.writeHandover, sent, { key: crypto.randomUUID() })
    },
    onSuccess: async () => {
      forget()
      await queries.invalidateQueries({ queryKey: ['transfer', transfer.id] })
      onClose()
    },
  })
  const problem = useProblem(save.error)
  return (
    <div className={style['form']}>
      <Isbar draft={draft} change={change} />
      <Short draft={draft} change={change} />
      <Infusions draft={draft} change={change} />
      <Doses draft={draft} change={change} />
      <Documents draft={draft} change={change} sendable={transfer.sendable} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['line']}>
        <Button kind="primary" onPress={() => save.mutate()} isBusy={save.isPending}>
          {t('save')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('back')}
        </Button>
      </div>
    </div>
  )
}

/** What the receiving end need not type again: all but what is measured and judged anew. */
const handedOn = (content: HandoverContent): HandoverContent => ({
  ...content,
  vitals: emptyHandover.vitals,
  vitalsNote: '',
  assessment: '',
})

type Part = { draft: Draft; change: (part: Partial<Draft>) => void }

/** The five parts of ISBAR and the vital signs. */
function Isbar({ draft, change }: Part) {
  const t = useWords(transferWords)
  return (
    <>
      {isbar.map((code) => (
        <Field
          key={code}
          label={t(code)}
          value={draft[code]}
          onChange={(text) => change({ [code]: text })}
          rows={2}
          maxLength={4000}
        />
      ))}
      <fieldset className={style['vitals']}>
        <legend>{t('vitals')}</legend>
        {vitalCodes.map((code) => (
          <Field
            key={code}
            label={t(code)}
            inputMode="decimal"
            value={draft.typed[code]}
            onChange={(text) => change({ typed: { ...draft.typed, [code]: text } })}
            maxLength={8}
          />
        ))}
      </fieldset>
    </>
  )
}

const short = ['vitalsNote', 'airway', 'lines', 'bloodGiven', 'allergies', 'belongings'] as const

function Short({ draft, change }: Part) {
  const t = useWords(transferWords)
  return short.map((code) => (
    <Field
      key={code}
      label={t(code)}
      value={draft[code]}
      onChange={(text) => change({ [code]: text })}
      maxLength={400}
    />
  ))
}

/** Each row of a list with its place as key: rows are typed in place and have no name of their own. */
const placed = <T,>(rows: readonly T[]) => rows.map((row, place) => ({ row, place, key: `row-${place}` }))

function Infusions({ draft, change }: Part) {
  const t = useWords(transferWords)
  const rows = draft.infusions
  const put = (place: number, part: Partial<(typeof rows)[number]>) =>
    change({ infusions: rows.map((row, at) => (at === place ? { ...row, ...part } : row)) })
  return (
    <fieldset className={style['list']}>
      <legend>{t('infusions')}</legend>
      {placed(rows).map(({ row, place, key }) => (
        <div key={key} className={style['line']}>
          <Field label={t('drug')} value={row.drug} onChange={(drug) => put(place, { drug })} maxLength={400} />
          <Field label={t('rate')} value={row.rate} onChange={(rate) => put(place, { rate })} maxLength={400} />
          <Button kind="quiet" onPress={() => change({ infusions: rows.filter((_row, at) => at !== place) })}>
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button kind="quiet" onPress={() => change({ infusions: [...rows, { drug: '', rate: '' }] })}>
        {t('addInfusion')}
      </Button>
    </fieldset>
  )
}

function Doses({ draft, change }: Part) {
  const t = useWords(transferWords)
  const rows = draft.lastDoses
  const put = (place: number, part: Partial<(typeof rows)[number]>) =>
    change({ lastDoses: rows.map((row, at) => (at === place ? { ...row, ...part } : row)) })
  return (
    <fieldset className={style['list']}>
      <legend>{t('lastDoses')}</legend>
      {placed(rows).map(({ row, place, key }) => (
        <div key={key} className={style['line']}>
          <Field label={t('drug')} value={row.drug} onChange={(drug) => put(place, { drug })} maxLength={400} />
          <Field label={t('dose')} value={row.dose} onChange={(dose) => put(place, { dose })} maxLength={400} />
          <DateTimeField
            label={t('doseAt')}
            value={row.at}
            // the field gives moments as the contract writes them
            onChange={(at) => put(place, { at: at as typeof row.at })}
          />
          <Button kind="quiet" onPress={() => change({ lastDoses: rows.filter((_row, at) => at !== place) })}>
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button kind="quiet" onPress={() => change({ lastDoses: [...rows, { drug: '', dose: '', at: null }] })}>
        {t('addDose')}
      </Button>
    </fieldset>
  )
}

function Documents({ draft, change, sendable }: Part & { sendable: readonly string[] }) {
  const t = useWords(transferWords)
  const names = [...new Set([...sendable, ...draft.documents])]
  if (names.length === 0) return null
  return (
    <fieldset className={style['list']}>
      <legend>{t('documents')}</legend>
      {names.map((name) => (
        <Check
          key={name}
          label={name}
          isOn={draft.documents.includes(name)}
          onChange={(isOn) =>
            change({ documents: isOn ? [...draft.documents, name] : draft.documents.filter((each) => each !== name) })
          }
        />
      ))}
    </fieldset>
  )
}
