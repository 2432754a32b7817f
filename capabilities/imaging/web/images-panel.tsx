import { Link } from '@tanstack/react-router'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Panel } from '#platform/web/ui/pieces.tsx'
import { carrying } from './hanging/carried-pathway.ts'
import style from './imaging.module.css'
import { PriorsLine } from './priors-line.tsx'
import { StudyStage } from './study-stage.tsx'
import { TakeOutButton } from './take-out.tsx'
import { WithdrawnStudies } from './withdrawn-studies.tsx'
import { imagingWords } from './words.ts'

type Props = {
  patientId: string
  /** The code of the pathway of the case beside which they stand; null for none. */
  pathway?: string | null
  /** Where the full screen is; that of the patient when left out. */
  openAt?: string
}

/** The images beside a record: a small stage, and the way to the full screen. */
export function ImagesPanel({ patientId, pathway = null, openAt }: Props) {
  const t = useWords(imagingWords)
  return (
    <Panel
      title={t('images')}
      aside={
        <Link className={style['link']} to={openAt ?? path.images(patientId)} state={carrying(pathway)}>
          {t('fullScreen')}
        </Link>
      }
    >
      <WithdrawnStudies patientId={patientId} />
      <div className={style['small']}>
        <StudyStage patientId={patientId} isCompact />
      </div>
      <PriorsLine patientId={patientId} />
      <TakeOutButton patientId={patientId} />
    </Panel>
  )
}
