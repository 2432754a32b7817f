import { useState } from 'react'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import imaging from '../imaging.module.css'
import { lengthSaid } from '../microscopic.ts'
import type { Series } from '../slices.ts'
import type { ContentAddresses } from './content-address.ts'
import { contentWords } from './content-words.ts'
import style from './contents.module.css'
import { barOf, baseMagnification, type SlidePicture, slideOf } from './slide-levels.ts'
import { SlideMarkBar, type SlideMarking, SlideMarkLayer, SlideTools } from './slide-marks.tsx'
import { type SlideView, useSlideView } from './slide-view.ts'
import { useSlideStore } from './use-slide-store.ts'

type Props = {
  at: ContentAddresses
  series: Series
  title: React.ReactNode
  children: React.ReactNode
  /** Where marks belong; without it the slide is only looked at. */
  marking?: SlideMarking | undefined
}

/** A whole slide by deep zoom. Its paper label bears a name and is hidden until somebody asks for it. */
export function SlideStage({ at, series, title, children, marking }: Props) {
  const t = useWords(contentWords)
  const [slide] = useState(() => slideOf(series.instances))
  const [element, setElement] = useState<HTMLElement | null>(null)
  const { view, zoomBy, zoomAt, whole, show } = useSlideView(element, at, slide.levels)
  const [isLabelShown, setLabelShown] = useState(false)
  const base = slide.levels.at(-1)
  useSlideStore(marking?.store, { view, base, show })
  if (!base) return <p className={imaging['blank']}>{t('noLevels')}</p>
  return (
    <section
      className={style['slide']}
      aria-label={t('slide')}
      data-slide={view?.isLoaded ? 'ready' : 'loading'}
      data-bounds={view?.bounds.map((each) => Math.round(each)).join(' ')}
      data-zoom={view?.zoom}
    >
      <div role="toolbar" aria-label={t('slide')} className={style['bar']}>
        <button type="button" aria-label={t('zoomOut')} onClick={() => zoomBy(0.5)}>
          −
        </button>
        <button type="button" aria-label={t('zoomIn')} onClick={() => zoomBy(2)}>
          +
        </button>
        <button type="button" onClick={whole}>
          {t('whole')}
        </button>
        {marking && !marking.isCompact ? <SlideTools store={marking.store} base={base} /> : null}
        {slide.labels.length > 0 ? (
          <button type="button" aria-pressed={isLabelShown} onClick={() => setLabelShown(!isLabelShown)}>
            {t(isLabelShown ? 'hideLabel' : 'showLabel')}
          </button>
        ) : null}
        {children}
      </div>
      {marking && !marking.isCompact ? <SlideMarkBar marking={marking} /> : null}
      <div className={style['surface']}>
        <div className={style['tiles']} ref={setElement} />
        {marking ? <SlideMarkLayer {...{ marking, base, zoomAt }} /> : null}
        <p className={imaging['topLeft']}>{title}</p>
        <Pictures {...{ at, isLabelShown }} overview={slide.overview} labels={slide.labels} />
        {view ? <Scale view={view} base={base} /> : null}
      </div>
    </section>
  )
}

type PicturesProps = {
  at: ContentAddresses
  overview: SlidePicture | null
  labels: readonly SlidePicture[]
  isLabelShown: boolean
}

/** The small pictures around the slide: of those of several tiles the first tile would mislead. */
function Pictures({ at, overview, labels, isLabelShown }: PicturesProps) {
  const t = useWords(contentWords)
  const shown = [...(overview ? [overview] : []), ...(isLabelShown ? labels : [])].filter(isOneTile)
  return (
    <div className={style['pictures']}>
      {shown.map((picture) => (
        <svg
          key={picture.id}
          viewBox={`0 0 ${picture.columns} ${picture.rows}`}
          role="img"
          aria-label={t(picture.showsLabel ? 'label' : 'overview')}
        >
          <image href={at.tile(picture.id, 0)} width={picture.tileColumns} height={picture.tileRows} />
        </svg>
      ))}
    </div>
  )
}

const isOneTile = ({ columns, rows, tileColumns, tileRows }: SlidePicture): boolean =>
  columns <= tileColumns && rows <= tileRows

const longestBar = 140

/** The scale where the file knows it, and the magnification. */
function Scale({ view, base }: { view: SlideView; base: SlidePicture }) {
  const t = useWords(contentWords)
  const language = useLanguage()
  const micrometres = base.spacing === null ? null : (base.spacing * 1000) / view.zoom
  const magnification = baseMagnification(base)
  const length = micrometres === null ? null : barOf(micrometres * longestBar)
  return (
    <div className={style['scale']}>
      {length === null || micrometres === null ? (
        <span>{t('noScale')}</span>
      ) : (
        <>
          <svg
            width={longestBar}
            height={8}
            aria-hidden="true"
            data-bar={`${length} ${(length / micrometres).toFixed(2)}`}
          >
            <path d={`M1 0v6h${length / micrometres - 2}v-6`} />
          </svg>
          <span className="figure">{lengthSaid(length, language)}</span>
        </>
      )}
      {magnification === null ? null : (
        <b className="figure">
          {t('about', { n: numberText(Number((magnification * view.zoom).toPrecision(2)), language) })}
        </b>
      )}
      {base.planes > 1 ? <span>{t('planes', { n: base.planes })}</span> : null}
      {view.isLoaded ? null : <span role="status">{t('loadingTiles')}</span>}
    </div>
  )
}
