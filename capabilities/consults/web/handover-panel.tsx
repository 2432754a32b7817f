import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import { numberText, timeText, whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Field, Panel, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { type Handover, missingInHandover, vitalCodes } from '../contract/handover.ts'
import * as contract from '../contract/transfer.ts'
import { type Transfer, transferCan } from '../contract/transfer.ts'
import { HandoverForm } from './handover-form.tsx'
import { nameOf } from './name-of.ts'
import style from './transfer.module.css'
import type { SayTransfer } from './transfer-text.ts'
import { transferWords } from './transfer-words.ts'

type Props = { transfer: Transfer; side: 'out' | 'in'; isMine: boolean; me: Me }

/** The handover of one end: as it was written, who signed it, and for one's own end writing and signing. */
export function HandoverPanel({ transfer, side, isMine, me }: Props) {
  const t = useWords(transferWords)
  const now = useNow(60_000)
  const [open, setOpen] = useState<'write' | 'sign' | null>(null)
  const written = transfer[side]
  const canWrite = isMine && transferCan('handOver', transfer) && (side === 'out' || transfer.status === 'arrived')
  const signed = written?.signedBy
    ? t('signedBy', { name: nameOf(written.signedBy), time: whenText(written.signedAt ?? '', now) })
    : t('notSigned')
  const missing = written ? missingInHandover(written.content) : []
  const close = () => setOpen(null)
  return (
    <Panel title={`${t('handover')} · ${t(side)}`} aside={written ? <Chip kind="soft">{signed}</Chip> : null}>
      {open === 'write' ? <HandoverForm transfer={transfer} side={side} onClose={close} /> : null}
      {open !== 'write' && written ? <Written written={written} t={t} /> : null}
      {written || open === 'write' ? null : (
        <p className="dim">{side === 'in' && transfer.status !== 'arrived' ? t('afterArrival') : t('notWritten')}</p>
      )}
      {missing.length > 0 && open !== 'write' ? (
        <p className="small is-late">
          {t('stillMissing', { what: missing.map((each) => t(each as 'vitals')).join(', ') })}
        </p>
      ) : null}
      {open === 'sign' && written ? (
        <SignForm
          transfer={transfer}
          version={written.version}
          name={nameOf(me.person)}
          side={t(side)}
          onClose={close}
        />
      ) : null}
      {canWrite && open === null ? (
        <div className={style['line']}>
          <Button kind={written ? 'plain' : 'primary'} onPress={() => setOpen('write')}>
            {written ? t('correct') : t('write')}
          </Button>
          {written && !written.signedBy ? (
            <Button
              kind="primary"
              onPress={() => setOpen('sign')}
              why={missing.length > 0 ? t('stillMissing', { what: String(missing.length) }) : null}
            >
              {t('sign')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Panel>
  )
}

const texts = ['identify', 'situation', 'background', 'assessment', 'recommendation'] as const
const more = ['airway', 'lines', 'bloodGiven', 'allergies', 'belongings', 'vitalsNote'] as const

function Written({ written: { content }, t }: { written: Handover; t: SayTransfer }) {
  const language = useLanguage()
  const infusions = content.infusions.map((each) => `${each.drug} ${each.rate}`.trim()).join('; ')
  const doses = content.lastDoses
    .map((each) => `${each.drug} ${each.dose} ${each.at ? timeText(each.at) : ''}`.trim())
    .join('; ')
  const rows: [string, string][] = [
    ...texts.map((code): [string, string] => [t(code), content[code]]),
    ...vitalCodes.map((code): [string, string] => [
      t(code),
      content.vitals[code] === null ? '' : numberText(content.vitals[code], language),
    ]),
    ...more.map((code): [string, string] => [t(code), content[code]]),
    [t('infusions'), infusions],
    [t('lastDoses'), doses],
    [t('documents'), content.documents.join('; ')],
  ]
  return (
    <dl className={style['written']}>
      {rows
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt className="small dim">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

type SignProps = { transfer: Transfer; version: number; name: string; side: string; onClose: () => void }

function SignForm({ transfer, version, name, side, onClose }: SignProps) {
  const t = useWords(transferWords)
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const sign = useMutation({
    mutationFn: async () => await call(contract.signHandover, { transferId: transfer.id, version, password }),
    onSettled: async () => {
      setPassword('')
      await queries.invalidateQueries({ queryKey: ['transfer', transfer.id] })
    },
    onSuccess: onClose,
  })
  const problem = useProblem(sign.error)
  return (
    <form
      className={style['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (password && !sign.isPending) sign.mutate()
      }}
    >
      <p>{t('signAs', { name, side })}</p>
      <Field
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        maxLength={200}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['line']}>
        <Button
          kind="primary"
          type="submit"
          onPress={() => undefined}
          isBusy={sign.isPending}
          why={password ? null : t('password')}
        >
          {t('signNow')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}
