import { useWords } from '#platform/web/i18n/words.ts'
import { countAspects } from '../contract/aspects-count.ts'
import type { SavedMark } from '../contract/marks.ts'
import { markWords } from './mark-words.ts'

/** How many ASPECTS regions each reader found affected, only where all ten were looked at. */
export function AspectsCounts({ marks }: { marks: readonly SavedMark[] }) {
  const t = useWords(markWords)
  return countAspects(marks).map(({ side, author, answered, affected }) => (
    <p key={`${author} ${side}`}>
      {affected === null
        ? t('aspectsOpen', { side: t(side), n: answered, who: author })
        : t('aspectsCount', { side: t(side), n: affected, who: author })}
    </p>
  ))
}
