import { useWords } from '#platform/web/i18n/words.ts'
import { imagingWords } from './words.ts'

/** Says that something came from outside the network and from whom, where that may be known; nothing for the hospital's own. */
export function AddedBy({ name, before = '' }: { name: string | null; before?: string }) {
  const t = useWords(imagingWords)
  if (name === null) return null
  return `${before}${name ? t('addedBy', { name }) : t('addedElsewhere')}`
}
