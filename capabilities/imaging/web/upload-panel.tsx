import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { numberText, timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import style from './imaging.module.css'
import { type Found, foundIn } from './pack-files.ts'
import { keepTransfer, useTransfer } from './transfers.ts'
import { UploadResult } from './upload-result.tsx'
import { UploadRun, type UploadState, type UploadTarget, unfinishedSince } from './upload-run.ts'
import { useDrop } from './use-drop.ts'
import { imagingWords } from './words.ts'

const megabyte = 1_000_000

/** A place to drop files, a folder or a zip; shows how far the transfer is and what became of it. */
export function UploadPanel({ patientId, facilityId }: UploadTarget) {
  const t = useWords(imagingWords)
  const queries = useQueryClient()
  const { state, run, key } = useTransfer(patientId)
  const problem = useProblem(state.at === 'failed' ? state.error : null)
  useEffect(() => {
    if (state.at === 'done') void queries.invalidateQueries({ queryKey: ['patient', patientId, 'studies'] })
  }, [state.at, queries, patientId])
  const send = (found: readonly Found[]) => {
    if (found.length === 0) return
    run?.leave()
    const next = new UploadRun({ patientId, facilityId }, (shown) => keepTransfer(key, { state: shown }))
    keepTransfer(key, { run: next })
    void next.send(found)
  }
  const again = () => keepTransfer(key, { state: { at: 'idle' } })
  switch (state.at) {
    case 'idle':
    case 'failed':
      return (
        <>
          {problem ? <ProblemText>{problem}</ProblemText> : null}
          <DropPlace patientId={patientId} onFiles={send} />
        </>
      )
    case 'packing':
      return <Waiting>{t('packing', { n: state.files })}</Waiting>
    case 'sending':
      return <Sending state={state} run={run} />
    case 'processing':
      return <Waiting>{t('processing', { n: state.images })}</Waiting>
    case 'done':
      return <UploadResult outcome={state.outcome} onAgain={again} />
    default:
      return state satisfies never
  }
}

function DropPlace({ patientId, onFiles }: { patientId: string; onFiles: (found: readonly Found[]) => void }) {
  const t = useWords(imagingWords)
  const [place, setPlace] = useState<HTMLDivElement | null>(null)
  const isOver = useDrop(place, onFiles)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const unfinished = useQuery({
    queryKey: ['unfinished-upload', patientId],
    queryFn: async () => await unfinishedSince(patientId),
    gcTime: 0,
  })
  const takeFrom = (input: HTMLInputElement) => onFiles(foundIn([...(input.files ?? [])]))
  return (
    <div
      ref={setPlace}
      className={style['drop']}
      data-over={isOver ? 'yes' : 'no'}
      role="group"
      aria-label={t('upload')}
    >
      <p>{t('dropHere')}</p>
      {unfinished.data ? <p className="is-late">{t('unfinished', { time: timeText(unfinished.data) })}</p> : null}
      <div className={style['row']}>
        <Button onPress={() => files.current?.click()}>{t('chooseFiles')}</Button>
        <Button onPress={() => folder.current?.click()}>{t('chooseFolder')}</Button>
      </div>
      <input ref={files} type="file" multiple hidden onChange={(event) => takeFrom(event.target)} />
      <input
        ref={(input) => {
          folder.current = input
          input?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        multiple
        hidden
        onChange={(event) => takeFrom(event.target)}
      />
    </div>
  )
}

type SendingProps = { state: Extract<UploadState, { at: 'sending' }>; run: UploadRun | null }

function Sending({ state, run }: SendingProps) {
  const t = useWords(imagingWords)
  const language = useLanguage()
  const mega = (bytes: number) => numberText(Math.round(bytes / 100_000) / 10, language)
  const seconds = state.perSecond > 0 ? Math.ceil((state.total - state.sent) / state.perSecond) : null
  return (
    <div className={style['drop']}>
      <progress max={state.total} value={state.sent} aria-label={t('upload')} />
      <p className="figure">
        {t('sending', { sent: mega(state.sent), total: mega(state.total) })}
        {state.perSecond > 0
          ? ` · ${
              state.perSecond < megabyte
                ? t('speed', { n: Math.round(state.perSecond / 1000) })
                : t('fastSpeed', { n: mega(state.perSecond) })
            }`
          : ''}
        {seconds === null
          ? ''
          : ` · ${seconds < 90 ? t('left', { n: seconds }) : t('leftMinutes', { n: Math.round(seconds / 60) })}`}
      </p>
      {state.isPaused ? <p>{t('paused')}</p> : null}
      {state.isLost ? <p className="is-late">{t('linkLost')}</p> : null}
      <div className={style['row']}>
        {state.isPaused ? (
          <Button kind="primary" onPress={() => run?.resume()}>
            {t('resume')}
          </Button>
        ) : (
          <Button onPress={() => void run?.pause(state.sent, state.total)}>{t('pause')}</Button>
        )}
        <Button onPress={() => void run?.discard()}>{t('cancel')}</Button>
      </div>
    </div>
  )
}
