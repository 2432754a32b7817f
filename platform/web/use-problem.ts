import { CallProblem } from './api.ts'
import { type Language, useLanguage } from './i18n/words.ts'

type Sentences = Readonly<Record<string, { readonly vi: string; readonly en: string }>>

let all: Sentences = {}

/** Registers the sentence of each problem; the app does it once with every problem of the contracts. */
export function problemSentences(sentences: Sentences): void {
  all = sentences
}

/** The sentence of a problem in a language; null without a problem. */
export function problemText(error: unknown, language: Language): string | null {
  if (!error) return null
  const name = error instanceof CallProblem ? error.problem : 'internal'
  return (all[name] ?? all['internal'])?.[language] ?? name
}

/** The sentence of a problem in the language of the interface. */
export function useProblem(error: unknown): string | null {
  return problemText(error, useLanguage())
}
