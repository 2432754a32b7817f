import { Link } from '@tanstack/react-router'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import ui from '#platform/web/ui/ui.module.css'
import { plannedWords } from './planned-words.ts'

/** The way from the red button to the calm form. */
export function PlannedLink() {
  const t = useWords(plannedWords)
  return (
    <p>
      <Link className={ui['button']} to={path.askPlanned()}>
        {t('goPlanned')}
      </Link>
    </p>
  )
}
