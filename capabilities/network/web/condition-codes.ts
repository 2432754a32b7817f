const icd = /^[A-Z]\d{2}(\.\d{1,2})?$/

/** Typed ICD-10 codes, each once, and what among them is none. */
export function conditionCodes(text: string): { codes: string[]; wrong: string[] } {
  const typed = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
  const isCode = (code: string) => icd.test(code)
  return { codes: [...new Set(typed.filter(isCode))], wrong: typed.filter((code) => !isCode(code)) }
}
