import { useWords } from '#platform/web/i18n/words.ts'
import { AddedBy } from './added-by.tsx'
import style from './imaging.module.css'
import type { Series } from './slices.ts'
import { imagingWords } from './words.ts'

const Thumb = ({ address }: { address: string | null }) =>
  address ? <img src={address} alt="" width={48} height={48} loading="lazy" /> : null

type Props = {
  series: readonly Series[]
  /** The UID of the one that is shown. */
  shown: string
  pictureOf: (series: Series) => string | null
  onPick: (seriesUid: string) => void
}

/** The series of a study, one of them shown. */
export function SeriesList({ series, shown, pictureOf, onPick }: Props) {
  const t = useWords(imagingWords)
  return (
    <ul className={style['series']} aria-label={t('series')}>
      {series.map((each) => (
        <li key={each.uid}>
          <button type="button" aria-pressed={each.uid === shown} onClick={() => onPick(each.uid)}>
            <Thumb address={pictureOf(each)} />
            {each.description || t('seriesNumber', { n: each.number ?? '?' })}
            <AddedBy name={each.addedBy} before=" · " />
            <span className="figure">{each.images}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
