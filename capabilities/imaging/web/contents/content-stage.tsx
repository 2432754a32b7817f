import { lazy, Suspense } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import imaging from '../imaging.module.css'
import type { Series } from '../slices.ts'
import { imagingWords } from '../words.ts'
import type { ContentAddresses } from './content-address.ts'
import style from './contents.module.css'
import { DocumentList } from './document-list.tsx'
import type { SlideMarking } from './slide-marks.tsx'

const SlideStage = lazy(async () => ({ default: (await import('./slide-stage.tsx')).SlideStage }))
const WaveformStage = lazy(async () => ({ default: (await import('./waveform-stage.tsx')).WaveformStage }))

/** True for a series that is seen otherwise than as frames. */
export const isSeenOtherwise = ({ instances }: Series): boolean =>
  instances.some(({ content }) => content !== null) && instances.every(({ frames }) => frames.length === 0)

type Props = {
  at: ContentAddresses
  series: Series
  title: React.ReactNode
  /** Where marks on slides belong; without it they are only looked at. */
  marking?: SlideMarking | undefined
  children?: React.ReactNode
}

/** A series that is no stack of frames: a slide, a waveform, documents. */
export function ContentStage({ at, series, title, marking, children }: Props) {
  const t = useWords(imagingWords)
  const kind = series.instances.find(({ content }) => content)?.content?.kind
  const parts = { at, series, title }
  return (
    <div className={style['content']} key={`${series.uid}/${series.images}`}>
      <Suspense fallback={<p className={imaging['blank']}>{t('loadingViewer')}</p>}>
        {kind === 'tiles' ? (
          <SlideStage {...parts} marking={marking}>
            {children}
          </SlideStage>
        ) : null}
        {kind === 'waveform' ? <WaveformStage {...parts}>{children}</WaveformStage> : null}
        {kind === 'document' ? <DocumentList {...parts}>{children}</DocumentList> : null}
      </Suspense>
    </div>
  )
}
