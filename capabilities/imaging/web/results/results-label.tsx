import { useWords } from '#platform/web/i18n/words.ts'
import type { Result } from '../../contract/results.ts'
import type { ImagePlace } from '../image-place.ts'
import { HatchSwatch } from './hatch-swatch.tsx'
import { resultWords } from './result-words.ts'
import style from './results.module.css'
import { makerText } from './use-results.ts'

type Props = {
  results: readonly Result[]
  place: ImagePlace | null
  /** Whether the regions were fetched. */
  state: 'there' | 'fetching' | 'notFetched'
}

const isOn = (place: ImagePlace | null) => (each: { sopUid: string; frame: number }) =>
  each.sopUid === place?.sopUid && each.frame === place.frame

/** Who made what is on, for as long as it is on, and what lies on this slice. */
export function ResultsLabel({ results, place, state }: Props) {
  const t = useWords(resultWords)
  return (
    <ul className={style['label']} aria-label={t('bar')} data-results="on">
      {results.map((result) => {
        const masks = result.masks.filter(isOn(place))
        const points = result.findings.flatMap((each) => each.at).filter(isOn(place))
        return (
          <li key={result.id}>
            <b>
              {t(result.isByAlgorithm ? 'stageAi' : 'stageOther', { maker: makerText(result) || t('unknownMaker') })}
            </b>
            {result.segments.map((segment, index) =>
              masks.some((mask) => mask.segment === segment.number) ? (
                <span key={segment.number}>
                  <HatchSwatch pattern={index} /> {segment.label || segment.type || t('region')}
                </span>
              ) : null,
            )}
            {masks.length + points.length === 0 ? <span>{t('notHere')}</span> : null}
            {result.masks.length > 0 && state !== 'there' ? <span>{t(state)}</span> : null}
          </li>
        )
      })}
    </ul>
  )
}
