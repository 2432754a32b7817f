import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { dateText, timeText, whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { type getSharedImages, sharedImagesRoot } from '../contract/shared-images.ts'
import { ofVisit } from './contents/content-address.ts'
import { ContentStage, isSeenOtherwise } from './contents/content-stage.tsx'
import style from './imaging.module.css'
import { saveShared } from './save-shared.ts'
import { Scrubber } from './scrubber.tsx'
import { SeriesList } from './series-list.tsx'
import page from './shared-page.module.css'
import { sharedWords } from './shared-words.ts'
import { factsOf, useShown, useSlices } from './shown-series.ts'
import type { Series } from './slices.ts'
import { StackStage } from './stack-stage.tsx'
import { StageTools } from './stage-tools.tsx'
import { useSharedSeries } from './use-shared-series.ts'
import { useViewerState } from './use-viewer.ts'
import { useViewerKeys } from './viewer-keys.ts'
import { createViewerStore } from './viewer-state.ts'

type Shared = OutputOf<typeof getSharedImages>

const pictureOf = (series: Series, kind: 'key' | 'thumb'): string | null =>
  series.pictures ? `${sharedImagesRoot}/pictures/${series.id}/${kind}` : null

/** One shared study: who it is of as far as that may be known, its series, the stack, the tools. */
export function SharedStage({ images }: { images: Shared }) {
  const t = useWords(sharedWords)
  const [store] = useState(() => createViewerStore(matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window'))
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const state = useViewerState(store)
  const [chosen, setChosen] = useState('')
  const { series, withheld, isRead } = useSharedSeries(images)
  const shown = useShown(series, chosen)
  const slices = useSlices(images.studyUid, shown, sharedImagesRoot)
  useViewerKeys(root, store, { isWholeScreen: true, modality: shown?.modality })
  return (
    <>
      <SharedHead images={images} />
      {withheld > 0 ? <p className={page['withheld']}>{t('withheld', { n: withheld })}</p> : null}
      {series.length === 0 ? <p className={style['blank']}>{t(isRead ? 'empty' : 'opening')}</p> : null}
      <section
        ref={setRoot}
        className={series.length > 0 ? style['viewer'] : page['nothing']}
        role="application"
        aria-label={t('stage')}
        {...factsOf(state)}
      >
        {shown && isSeenOtherwise(shown) ? null : (
          <StageTools store={store} isCompact={false} modality={shown?.modality} />
        )}
        {series.length > 1 ? (
          <SeriesList
            series={series}
            shown={shown?.uid ?? ''}
            pictureOf={(each) => pictureOf(each, 'thumb')}
            onPick={setChosen}
          />
        ) : null}
        {shown && isSeenOtherwise(shown) ? (
          <ContentStage at={ofVisit} series={shown} title={<StudyTitle images={images} series={shown} />} />
        ) : (
          <StackStage
            store={store}
            studyUid={images.studyUid}
            seriesUid={shown?.uid ?? ''}
            slices={slices}
            quick={shown ? pictureOf(shown, 'key') : null}
            title={<StudyTitle images={images} series={shown} />}
            note={t('count', { n: shown?.images ?? 0 })}
          />
        )}
        {state.slices > 1 ? (
          <div className={style['scrub']}>
            <Scrubber store={store} state={state} />
          </div>
        ) : null}
      </section>
    </>
  )
}

function SharedHead({ images }: { images: Shared }) {
  const t = useWords(sharedWords)
  const now = useNow(30_000)
  return (
    <header className={page['head']}>
      <h1>{t('title')}</h1>
      <span>
        {images.isIdentified ? null : `${t('patientCode')} `}
        <b className={images.isIdentified ? undefined : 'figure'}>{images.patient}</b>
      </span>
      <span className="small dim">{t('until', { time: whenText(images.expiresAt, now) })}</span>
      <span className={page['gap']} />
      {images.mayDownload ? <Save images={images} /> : null}
      <p className="small dim">{t('notice')}</p>
    </header>
  )
}

function Save({ images }: { images: Shared }) {
  const t = useWords(sharedWords)
  const [saved, setSaved] = useState<number | 'failed' | null>(null)
  const ids = images.series.flatMap((each) => each.instances.map((instance) => instance.id))
  const save = () => {
    setSaved(0)
    void saveShared(ids, setSaved).then(
      () => setSaved(null),
      () => setSaved('failed'),
    )
  }
  return (
    <span role="status">
      {saved === 'failed' ? <span className="small">{t('downloadFailed')} </span> : null}
      <Button onPress={save} isBusy={typeof saved === 'number'}>
        {typeof saved === 'number' ? t('downloading', { n: saved, all: ids.length }) : t('download')}
      </Button>
    </span>
  )
}

function StudyTitle({ images, series }: { images: Shared; series: Series | undefined }) {
  return (
    <>
      <b>{images.modality}</b> {images.description}{' '}
      {images.startedAt ? (
        <span className="figure">
          {timeText(images.startedAt)} {dateText(images.startedAt)}
        </span>
      ) : null}
      <br />
      {series?.description}
    </>
  )
}
