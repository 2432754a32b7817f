import { lazy, Suspense } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import type { Study } from '../../contract.ts'
import imaging from '../imaging.module.css'
import type { Series } from '../slices.ts'
import { StudyTitle } from '../study-title.tsx'
import { imagingWords } from '../words.ts'
import style from './contents.module.css'
import { DocumentList } from './document-list.tsx'

const SlideStage = lazy(async () => ({ default: (await import('./slide-stage.tsx')).SlideStage }))
const WaveformStage = lazy(async () => ({ default: (await import('./waveform-stage.tsx')).WaveformStage }))

/** True for a series that is seen otherwise than as frames. */
export const isSeenOtherwise = ({ instances }: Series): boolean =>
  instances.some(({ content }) => content !== null) && instances.every(({ frames }) => frames.length === 0)

type Props = { study: Study; series: Series; children: React.ReactNode }

/** A series that is no stack of frames: a slide, a waveform, documents. */
export function ContentStage({ study, series, children }: Props) {
  const t = useWords(imagingWords)
  const kind = series.instances.find(({ content }) => content)?.content?.kind
  const parts = { studyId: study.id, series, title: <StudyTitle study={study} series={series} /> }
  return (
    <div className={style['content']} key={`${series.uid}/${series.images}`}>
      <Suspense fallback={<p className={imaging['blank']}>{t('loadingViewer')}</p>}>
        {kind === 'tiles' ? <SlideStage {...parts}>{children}</SlideStage> : null}
        {kind === 'waveform' ? <WaveformStage {...parts}>{children}</WaveformStage> : null}
        {kind === 'document' ? <DocumentList {...parts}>{children}</DocumentList> : null}
      </Suspense>
    </div>
  )
}
