import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { bytesText } from '../bytes-text.ts'
import type { Series } from '../slices.ts'
import type { ContentAddresses } from './content-address.ts'
import { contentWords } from './content-words.ts'
import style from './contents.module.css'

type Props = { at: ContentAddresses; series: Series; title: React.ReactNode; children: React.ReactNode }

/** The documents of a series; each opens in a page of its own, in the browser's own viewer. */
export function DocumentList({ at, series, title, children }: Props) {
  const t = useWords(contentWords)
  const language = useLanguage()
  return (
    <div className={style['documents']}>
      <p className={style['bar']}>
        <span>{title}</span>
        {children}
      </p>
      <ul aria-label={t('documents')}>
        {series.instances.map(({ id, content }) =>
          content?.kind === 'document' ? (
            <li key={id}>
              <b>{content.title || t('untitled')}</b>
              <span className="figure">
                {content.pages === null ? null : `${t('pages', { n: content.pages })} · `}
                {bytesText(content.bytes, language)}
              </span>
              <a href={at.content(id)} target="_blank" rel="noopener noreferrer">
                {t('openDocument')}
              </a>
            </li>
          ) : null,
        )}
      </ul>
    </div>
  )
}
