import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { notice } from '#platform/web/ui/notices.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { importRoster } from '../contract/roster-life.ts'
import style from './identity.module.css'
import { rosterLifeWords } from './roster-life-words.ts'

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Puts a roster from a file in: the file is checked first, each faulty line is named, then it is saved whole. */
export function ImportDialog({ facilityId, onClose }: { facilityId: Id<'facility'>; onClose: () => void }) {
  const t = useWords(rosterLifeWords)
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const load = useMutation({
    mutationFn: async ({ chosen, isTrial }: { chosen: File; isTrial: boolean }) =>
      await call(
        importRoster,
        { facilityId, name: chosen.name, base64: await base64Of(chosen), isTrial },
        { key: crypto.randomUUID() },
      ),
    onSuccess: async (result, { isTrial }) => {
      if (isTrial || result.faults.length > 0) return
      notice(t('loaded', { n: result.saved }))
      await queries.invalidateQueries({ queryKey: ['roster'] })
      onClose()
    },
  })
  const problem = useProblem(load.error)
  const isClean = load.data?.faults.length === 0
  const choose = (chosen: File | null) => {
    setFile(chosen)
    if (chosen) load.mutate({ chosen, isTrial: true })
    else load.reset()
  }
  return (
    <Dialog
      title={t('import')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            isBusy={load.isPending}
            onPress={() => file && load.mutate({ chosen: file, isTrial: false })}
            why={isClean ? null : t('chooseFile')}
          >
            {t('load', { n: load.data?.lines ?? 0 })}
          </Button>
        </>
      }
    >
      <p className="small">{t('columns')}</p>
      <label>
        <span>{t('chooseFile')}</span>{' '}
        <input type="file" accept=".csv,.xlsx,text/csv" onChange={(event) => choose(event.target.files?.[0] ?? null)} />
      </label>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {load.data ? (
        <p role="status">
          {isClean ? t('noFaults', { n: load.data.lines }) : t('faults', { n: load.data.faults.length })}
        </p>
      ) : null}
      <Faults faults={load.data?.faults ?? []} />
    </Dialog>
  )
}

type Fault = OutputOf<typeof importRoster>['faults'][number]

/** What is wrong with which line. */
function Faults({ faults }: { faults: readonly Fault[] }) {
  const t = useWords(rosterLifeWords)
  return (
    <ul className={style['rows']}>
      {faults.map((fault) => (
        <li key={fault.line}>
          <span>
            <b>{t('line', { n: fault.line })}</b>: {t(fault.problem)} <span className="small dim">{fault.value}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
