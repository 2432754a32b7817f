import { defineWords } from '../i18n/words.ts'

/** The words of the kit itself. */
export const uiWords = defineWords('ui', {
  hours: { vi: 'giờ', en: 'h' },
  minutes: { vi: 'phút', en: 'min' },
  past: { vi: 'quá', en: 'past' },
})
