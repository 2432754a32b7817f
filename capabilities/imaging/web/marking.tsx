import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { KeyImageSubject } from '../contract/key-images.ts'
import { markPermissions } from '../contract/marks.ts'
import { AspectsDialog } from './aspects-dialog.tsx'
import { KeptLine } from './kept-line.tsx'
import { MarkList } from './mark-list.tsx'
import { marksQuery } from './mark-queries.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'
import { useKeepImage } from './use-keep-image.ts'
import { isFinished, type MarkedStudy, useSaveMarks } from './use-save-marks.ts'
import { useViewerState } from './use-viewer.ts'

type Props = MarkedStudy & {
  /** For what key images are kept; null for the patient alone. */
  subject: KeyImageSubject | null
  modality: string | undefined
}

/** Saving what was drawn, hiding what was saved, the list of it, and key images. */
export function Marking({ subject, modality, ...study }: Props) {
  const t = useWords(markWords)
  const { patientId, studyId, store } = study
  const { marks: drawn, areMarksHidden, painted } = useViewerState(store)
  const me = useQuery(meQuery)
  const saved = useQuery(marksQuery(patientId, studyId))
  const [open, setOpen] = useState<'list' | 'aspects' | null>(null)
  const save = useSaveMarks(study)
  const keep = useKeepImage({ ...study, subject, saveMarks: save.mutateAsync })
  const problem = useProblem(save.error ?? keep.error)
  const mayMark = facilitiesOf(me.data, markPermissions['study.mark']).length > 0
  const ready = drawn.filter(isFinished).length
  const standing = (saved.data ?? []).filter((mark) => !mark.removedReason).length
  return (
    <>
      <div className={style['bar']} role="toolbar" aria-label={t('bar')}>
        {mayMark && ready > 0 ? (
          <SaveButton count={ready} isSaving={save.isPending} onSave={() => save.mutate()} />
        ) : null}
        {mayMark && painted ? (
          <button type="button" aria-keyshortcuts="K" onClick={() => keep.isPending || keep.mutate()}>
            <kbd>K</kbd>
            {t(subject ? 'keepCase' : 'keep')}
          </button>
        ) : null}
        {mayMark && modality === 'CT' && painted ? (
          <button type="button" onClick={() => setOpen('aspects')}>
            {t('aspects')}
          </button>
        ) : null}
        <button type="button" onClick={() => setOpen('list')}>
          {t('all', { n: standing })}
        </button>
        {standing > 0 ? (
          <button
            type="button"
            aria-keyshortcuts="H"
            aria-pressed={areMarksHidden}
            onClick={() => store.set({ areMarksHidden: !areMarksHidden })}
          >
            <kbd>H</kbd>
            {t(areMarksHidden ? 'show' : 'hide')}
          </button>
        ) : null}
      </div>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {keep.data ? (
        <KeptLine key={keep.data.id} kept={keep.data} isForCase={subject !== null} onClose={keep.reset} />
      ) : null}
      {open === 'list' ? (
        <MarkList {...study} marks={saved.data ?? []} mayMark={mayMark} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'aspects' ? <AspectsDialog {...study} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

type SaveProps = { count: number; isSaving: boolean; onSave: () => void }

function SaveButton({ count, isSaving, onSave }: SaveProps) {
  const t = useWords(markWords)
  return (
    <button
      type="button"
      data-ready="yes"
      onClick={(event) => {
        // the button goes away with what was saved; the keys of the stage stay
        event.currentTarget.closest<HTMLElement>('[role="application"]')?.focus({ preventScroll: true })
        if (!isSaving) onSave()
      }}
    >
      {isSaving ? t('saving') : t('save', { n: count })}
    </button>
  )
}
