import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { discardTeachingCopy, finishTeachingCopy, type TeachingCopy, type TeachingImage } from '../contract/teaching.ts'
import style from './teaching.module.css'
import { TeachingImageReview } from './teaching-image-review.tsx'
import { stateText } from './teaching-panel.tsx'
import { teachingCopyQuery } from './teaching-queries.ts'
import { teachingWords } from './teaching-words.ts'

/** A copy for teaching: its images with why each is held, what will be black, and the press that lets it be used. */
export function TeachingReview({ me, copyId }: { me: Me; copyId: string }) {
  const t = useWords(teachingWords)
  const copy = useQuery(teachingCopyQuery(me.person.id, copyId))
  const problem = useProblem(copy.error)
  const [chosen, setChosen] = useState<string | null>(null)
  if (problem) return <ProblemText>{problem}</ProblemText>
  if (!copy.data) return <Waiting>{t('loading')}</Waiting>
  const { list } = copy.data
  const shown = list.find((each) => each.id === chosen) ?? list.find(mustBeSeen) ?? list[0]
  return (
    <Panel title={copy.data.caseCode} aside={<span className="small dim">{stateText(copy.data, t)}</span>}>
      <p>{copy.data.purpose}</p>
      {copy.data.state === 'held' ? <p className="small dim">{t('onlyYou')}</p> : null}
      {copy.data.state === 'preparing' ? <Waiting>{stateText(copy.data, t)}</Waiting> : null}
      <div className={style['review']}>
        {list.length > 0 ? <ImageList images={list} shownId={shown?.id ?? ''} onPick={setChosen} /> : null}
        {shown ? (
          <TeachingImageReview
            key={shown.id}
            copy={copy.data}
            image={shown}
            personId={me.person.id}
            onDone={() => setChosen(null)}
          />
        ) : null}
      </div>
      <Report copy={copy.data} />
      <Ending me={me} copy={copy.data} />
    </Panel>
  )
}

const mustBeSeen = (image: TeachingImage): boolean => image.held.length > 0 && image.confirmed === null

type ListProps = { images: readonly TeachingImage[]; shownId: string; onPick: (imageId: string) => void }

function ImageList({ images, shownId, onPick }: ListProps) {
  const t = useWords(teachingWords)
  const standing = (image: TeachingImage) =>
    image.isLeftOut ? t('leftOut') : mustBeSeen(image) ? t('toSee') : t(image.confirmed ? 'seen' : 'freeOfText')
  return (
    <ol className={style['images']} aria-label={t('images')}>
      {images.map((image) => (
        <li key={image.id}>
          <button
            type="button"
            aria-current={image.id === shownId ? 'true' : undefined}
            onClick={() => onPick(image.id)}
          >
            <b>{t('image', { n: image.position })}</b> {image.modality} · {standing(image)}
            <span className="small dim">{image.held.map((reason) => t(reason)).join(' · ')}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

function Report({ copy }: { copy: TeachingCopy }) {
  const t = useWords(teachingWords)
  const { removal, unreadable } = copy
  if (removal.kept === 0) return null
  return (
    <details>
      <summary>{t('report')}</summary>
      <p>
        {t('reportText', {
          removed: removal.removed.length,
          private: removal.private,
          uids: removal.uids,
          dates: removal.dates,
          unreadable,
        })}
      </p>
      <p className="figure small dim">
        {removal.removed.map((tag) => `(${tag.slice(0, 4)},${tag.slice(4)})`).join(' ')}
      </p>
    </details>
  )
}

function Ending({ me, copy }: { me: Me; copy: TeachingCopy }) {
  const t = useWords(teachingWords)
  const queries = useQueryClient()
  const onSuccess = async () => await queries.invalidateQueries({ queryKey: ['person', me.person.id] })
  const finish = useMutation({ mutationFn: async () => await call(finishTeachingCopy, { copyId: copy.id }), onSuccess })
  const discard = useMutation({
    mutationFn: async () => await call(discardTeachingCopy, { copyId: copy.id }),
    onSuccess,
  })
  const problem = useProblem(finish.error ?? discard.error)
  if (copy.madeBy?.id !== me.person.id) return null
  return (
    <div className={style['ending']}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {copy.state === 'held' ? (
        <Button
          kind="primary"
          isBusy={finish.isPending}
          why={copy.toReview > 0 ? t('finishWhy', { n: copy.toReview }) : null}
          onPress={() => finish.mutate()}
        >
          {t('finish')}
        </Button>
      ) : null}
      <Button kind="quiet" isBusy={discard.isPending} onPress={() => discard.mutate()}>
        {t('discard')}
      </Button>
    </div>
  )
}
