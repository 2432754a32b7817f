import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '#capabilities/identity/web/index.tsx'
import { patientQuery } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { markLimits, removeMark, type SavedMark } from '../contract/marks.ts'
import { AspectsCounts } from './aspects-counts.tsx'
import { marksQuery } from './mark-queries.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'
import { savedText } from './saved-marks.tsx'
import type { MarkedStudy } from './use-save-marks.ts'

type Props = MarkedStudy & { marks: readonly SavedMark[]; mayMark: boolean; onClose: () => void }

/** All marks of a study with who made each and when, and those that were taken away with the reason. */
export function MarkList({ marks, mayMark, onClose, ...study }: Props) {
  const t = useWords(markWords)
  const me = useQuery(meQuery)
  const patient = useQuery(patientQuery(study.patientId))
  const treats = patient.data?.access.by === 'care' && (me.data?.roles ?? []).some((held) => held.role === 'doctor')
  return (
    <Dialog title={t('listTitle')} isOpen onClose={onClose} isWide>
      <AspectsCounts marks={marks} />
      {marks.length === 0 ? <p>{t('none')}</p> : null}
      <ul className={style['list']}>
        {marks.map((mark) => (
          <Line
            key={mark.markId}
            {...{ mark, study, onClose }}
            isMine={mayMark && mark.by.id === me.data?.person.id}
            mayRemove={mayMark && (mark.by.id === me.data?.person.id || treats)}
          />
        ))}
      </ul>
    </Dialog>
  )
}

/** What of a slide is shown to see a mark: twice its size, and never so little that its surroundings are lost. */
function partAround(points: SavedMark['points']) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const side = Math.max(400, 2 * (Math.max(...xs) - Math.min(...xs)), 2 * (Math.max(...ys) - Math.min(...ys)))
  const middle = (all: number[]) => (Math.max(...all) + Math.min(...all)) / 2
  return { left: middle(xs) - side / 2, top: middle(ys) - side / 2, width: side, height: side }
}

type LineProps = { mark: SavedMark; study: MarkedStudy; isMine: boolean; mayRemove: boolean; onClose: () => void }

function Line({ mark, study, isMine, mayRemove, onClose }: LineProps) {
  const t = useWords(markWords)
  const language = useLanguage()
  const [isRemoving, setRemoving] = useState(false)
  const isGone = mark.removedReason !== null
  const look = () => {
    study.store.set({ wanted: { sopUid: mark.sopUid, frame: mark.frame, part: partAround(mark.points) } })
    onClose()
  }
  const redraw = () => {
    const { kind } = mark
    if (kind === 'aspects') return
    study.store.set({ tool: kind, correcting: { markId: mark.markId, version: mark.version, kind } })
    look()
  }
  return (
    <li data-removed={isGone ? 'yes' : 'no'}>
      <b>{[t(mark.kind), savedText(mark, { t, language })].filter(Boolean).join(': ')}</b>
      <span className="small dim">
        {t('by', { who: mark.by.fullName, where: mark.facilityName, when: shownMoment(mark.at) })}
      </span>
      {isGone ? <span>{t('removed', { reason: mark.removedReason ?? '' })}</span> : null}
      {isGone || isRemoving ? null : (
        <span className={style['actions']}>
          <Button onPress={look}>{t('goTo')}</Button>
          {isMine && mark.kind !== 'aspects' ? <Button onPress={redraw}>{t('redraw')}</Button> : null}
          {mayRemove ? <Button onPress={() => setRemoving(true)}>{t('remove')}</Button> : null}
        </span>
      )}
      {isRemoving && !isGone ? <RemoveForm mark={mark} study={study} onKeep={() => setRemoving(false)} /> : null}
    </li>
  )
}

function RemoveForm({ mark, study, onKeep }: { mark: SavedMark; study: MarkedStudy; onKeep: () => void }) {
  const t = useWords(markWords)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const remove = useMutation({
    mutationFn: async () => await call(removeMark, { markId: mark.markId, version: mark.version, reason }),
    onSettled: async () =>
      await queries.invalidateQueries({ queryKey: marksQuery(study.patientId, study.studyId).queryKey }),
  })
  const problem = useProblem(remove.error)
  return (
    <>
      <Field label={t('removeWhy')} value={reason} onChange={setReason} maxLength={500} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span className={style['actions']}>
        <Button
          kind="primary"
          isBusy={remove.isPending}
          why={reason.trim().length < markLimits.reasonLength ? t('removeShort') : null}
          onPress={() => remove.mutate()}
        >
          {t('removeNow')}
        </Button>
        <Button onPress={onKeep}>{t('keepIt')}</Button>
      </span>
    </>
  )
}
