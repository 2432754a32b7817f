import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices } from '#platform/web/ui/choices.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type AspectsReading, type AspectsRegion, aspectsRegions, saveMarks } from '../contract/marks.ts'
import { instanceOf } from './image-place.ts'
import { marksQuery } from './mark-queries.ts'
import { markWords } from './mark-words.ts'
import style from './marks.module.css'
import type { MarkedStudy } from './use-save-marks.ts'

type Level = AspectsReading['level']
type Answers = Partial<Record<AspectsRegion, boolean>>

/** The regions of one side on one level, on the slice that is shown; what was not looked at stays open. */
export function AspectsDialog({ onClose, ...study }: MarkedStudy & { onClose: () => void }) {
  const t = useWords(markWords)
  const [side, setSide] = useState<AspectsReading['side'] | null>(null)
  const [level, setLevel] = useState<Level>('ganglionic')
  const [answers, setAnswers] = useState<Answers>({})
  const save = useSaveRegions(study, onClose)
  const problem = useProblem(save.error)
  const isEmpty = Object.keys(answers).length === 0
  const change = (next: Level) => {
    setLevel(next)
    setAnswers({})
  }
  return (
    <Dialog
      title={t('aspectsTitle')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          kind="primary"
          isBusy={save.isPending}
          why={isEmpty || !side ? t('aspectsNone') : null}
          onPress={() => side && save.mutate({ side, level, regions: answers })}
        >
          {t('aspectsSave')}
        </Button>
      }
    >
      <div className={style['regions']}>
        <p className="small dim">{t('aspectsHint')}</p>
        <Choices
          label={t('side')}
          value={side}
          options={(['left', 'right'] as const).map((value) => ({ value, text: t(value) }))}
          onChange={setSide}
        />
        <Choices
          label={t('level')}
          value={level}
          options={(['ganglionic', 'supraganglionic'] as const).map((value) => ({ value, text: t(value) }))}
          onChange={change}
        />
        <Regions level={level} answers={answers} onChange={setAnswers} />
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
    </Dialog>
  )
}

function useSaveRegions({ patientId, studyId, series, store }: MarkedStudy, onSaved: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (aspects: AspectsReading) => {
      const place = instanceOf(series, store.get().painted?.imageId ?? '')
      if (!place) return
      const { instanceId, frame } = place
      await call(saveMarks, { studyId, marks: [{ instanceId, frame, kind: 'aspects', points: [], aspects }] })
    },
    onSuccess: async () => {
      onSaved()
      await queries.invalidateQueries({ queryKey: marksQuery(patientId, studyId).queryKey })
    },
  })
}

type RegionsProps = { level: Level; answers: Answers; onChange: (answers: Answers) => void }

function Regions({ level, answers, onChange }: RegionsProps) {
  const t = useWords(markWords)
  return aspectsRegions[level].map((region) => (
    <div key={region}>
      <b>{region}</b>
      <Choices
        label={region}
        value={answers[region] === undefined ? null : answers[region] ? 'affected' : 'spared'}
        options={(['affected', 'spared'] as const).map((value) => ({ value, text: t(value) }))}
        onChange={(value) => onChange({ ...answers, [region]: value === 'affected' })}
      />
    </div>
  ))
}
