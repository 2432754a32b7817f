import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

/** The languages of the interface; Vietnamese first. */
export const languages = ['vi', 'en'] as const

/** A language of the interface. */
export type Language = (typeof languages)[number]

/** Words of one capability: each key with both languages, so that a missing translation does not compile. */
export type Words = { readonly [key: string]: { readonly vi: string; readonly en: string } }

/** Words that were registered under a namespace. */
export type Registered<W extends Words> = { readonly namespace: string; readonly words: W }

const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem('language')

void i18next.use(initReactI18next).init({
  lng: stored === 'en' ? 'en' : 'vi',
  fallbackLng: 'vi',
  resources: {},
  interpolation: { escapeValue: false },
  initAsync: false,
})

/** Registers the words of a capability. */
export function defineWords<const W extends Words>(namespace: string, words: W): Registered<W> {
  for (const language of languages) {
    const texts = Object.fromEntries(Object.entries(words).map(([key, both]) => [key, both[language]]))
    i18next.addResourceBundle(language, namespace, texts, true, true)
  }
  return { namespace, words }
}

/** Says a word in the language of the interface; `{{name}}` in it is filled in. */
export type Say<W extends Words> = (key: keyof W & string, values?: Record<string, string | number>) => string

/** The words of a capability in the language of the interface; the page follows when the language changes. */
export function useWords<W extends Words>(registered: Registered<W>): Say<W> {
  const { t } = useTranslation(registered.namespace)
  // i18next's own types infer values from the texts; ours are checked by the keys alone
  const say = t as unknown as (key: string, values: Record<string, string | number>) => string
  return (key, values) => say(key, values ?? {})
}

/** The language of the interface now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'vi'
}

/** Changes the language of the interface, without a reload. */
export function setLanguage(language: Language): void {
  localStorage.setItem('language', language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
