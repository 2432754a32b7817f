import { Link } from '@tanstack/react-router'
import { setLanguage, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Choices, Panel } from '#platform/web/ui/pieces.tsx'
import { useTheme } from '../shell/use-theme.ts'
import { shellWords } from '../shell/words.ts'
import style from './pages.module.css'

/** Language and theme, and the places for which a telephone has no tab. */
export function AppearancePanel() {
  const t = useWords(shellWords)
  const language = useLanguage()
  const [theme, setTheme] = useTheme()
  const languages = [
    { value: 'vi', text: 'Tiếng Việt' },
    { value: 'en', text: 'English' },
  ] as const
  const themes = [
    { value: 'day', text: t('day') },
    { value: 'night', text: t('night') },
  ] as const
  return (
    <Panel title={t('appearance')}>
      <div className={style['stack']}>
        <span>
          <Choices label={t('language')} value={language} onChange={setLanguage} options={languages} />
        </span>
        <span>
          <Choices label={t('theme')} value={theme} onChange={setTheme} options={themes} />
        </span>
        <Link to={path.network()}>{t('network')}</Link>
      </div>
    </Panel>
  )
}
