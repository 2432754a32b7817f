import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import ui from '#platform/web/ui/ui.module.css'
import { useProblem } from '#platform/web/use-problem.ts'
import { type Box, reviewTeachingImage, type TeachingCopy, type TeachingImage } from '../contract/teaching.ts'
import style from './teaching.module.css'
import { TeachingPicture } from './teaching-picture.tsx'
import { teachingFile } from './teaching-queries.ts'
import { teachingWords } from './teaching-words.ts'

type Props = { copy: TeachingCopy; image: TeachingImage; personId: string; onDone: () => void }
type Verdict = { isLeftOut?: boolean; isForSeries?: boolean }

/** One image under review: what will be black can be drawn, typed and taken away, then it is confirmed or left out. */
export function TeachingImageReview({ copy, image, personId, onDone }: Props) {
  const t = useWords(teachingWords)
  const queries = useQueryClient()
  const [boxes, setBoxes] = useState<readonly Box[]>(image.confirmed ?? image.found)
  const mayChange = copy.state === 'held' && copy.madeBy?.id === personId
  const review = useMutation({
    mutationFn: async (verdict: Verdict) =>
      await call(reviewTeachingImage, { copyId: copy.id, imageId: image.id, boxes: [...boxes], ...verdict }),
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: ['person', personId, 'teaching-copy', copy.id] })
    },
  })
  const problem = useProblem(review.error)
  const draw = (box: Box) => setBoxes([...boxes, box])
  return (
    <div className={style['image']}>
      <TeachingPicture
        copyId={copy.id}
        image={image}
        boxes={copy.state === 'usable' ? [] : boxes}
        onDraw={mayChange ? draw : undefined}
      />
      {mayChange ? (
        <div className={style['verdict']}>
          <p className="small dim">{t('drawHint')}</p>
          {image.held.includes('face') ? <p>{t('faceHint')}</p> : null}
          <BoxList image={image} boxes={boxes} onChange={setBoxes} />
          {problem ? <ProblemText>{problem}</ProblemText> : null}
          <div className={style['row']}>
            <Button kind="primary" isBusy={review.isPending} onPress={() => review.mutate({})}>
              {t('confirm')}
            </Button>
            <Button onPress={() => review.mutate({ isForSeries: true })}>{t('confirmSeries')}</Button>
            <Button onPress={() => review.mutate({ isLeftOut: true })}>{t('leaveOut')}</Button>
          </div>
        </div>
      ) : null}
      {copy.state === 'usable' && !image.isLeftOut ? (
        <p>
          <a className={ui['button']} href={teachingFile(copy.id, image.id)} download>
            {t('file')}
          </a>
        </p>
      ) : null}
    </div>
  )
}

type ListProps = { image: TeachingImage; boxes: readonly Box[]; onChange: (boxes: readonly Box[]) => void }

const sides = ['x', 'y', 'width', 'height'] as const

/** The boxes as numbers, so that whoever has no mouse can change them. */
function BoxList({ image, boxes, onChange }: ListProps) {
  const t = useWords(teachingWords)
  const change = (index: number, side: keyof Box, value: number) =>
    onChange(
      boxes.map((box, at) => (at === index ? { ...box, [side]: Math.max(side.length > 1 ? 1 : 0, value) } : box)),
    )
  const middle = { x: Math.floor(image.columns / 3), y: Math.floor(image.rows / 3) }
  return (
    <section aria-label={t('boxes')}>
      <h3>{t('boxes')}</h3>
      {boxes.length === 0 ? <p>{t('noBoxes')}</p> : null}
      <ol className={style['boxes']}>
        {boxes.map((box, index) => (
          <li key={index} aria-label={t('boxNumber', { n: index + 1 })}>
            {sides.map((side) => (
              <label key={side}>
                <span className="small">{t(side)}</span>
                <input
                  type="number"
                  min={0}
                  value={box[side]}
                  onChange={(event) => change(index, side, Math.trunc(Number(event.target.value)) || 0)}
                />
              </label>
            ))}
            <Button kind="quiet" onPress={() => onChange(boxes.filter((_, at) => at !== index))}>
              {t('removeBox', { n: index + 1 })}
            </Button>
          </li>
        ))}
      </ol>
      <Button onPress={() => onChange([...boxes, { ...middle, width: middle.x + 1, height: middle.y + 1 }])}>
        {t('addBox')}
      </Button>
    </section>
  )
}
