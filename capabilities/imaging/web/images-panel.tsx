import { Link } from '@tanstack/react-router'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Panel } from '#platform/web/ui/pieces.tsx'
import style from './imaging.module.css'
import { PriorsLine } from './priors-line.tsx'
import { StudyStage } from './study-stage.tsx'
import { TakeOutButton } from './take-out.tsx'
import { WithdrawnStudies } from './withdrawn-studies.tsx'
import { imagingWords } from './words.ts'

type Props = {
  patientId: string
  /** Where the full screen is; that of the patient when left out. */
  openAt?: string
}

/** The images beside a record: a small stage, and the way to the full screen. */
export function ImagesPanel({ patientId, openAt }: Props) {
  const t = useWords(imagingWords)
  return (
    <Panel
      title={t('images')}
      aside={
        <Link className={style['link']} to={openAt ?? path.images(patientId)}>
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
