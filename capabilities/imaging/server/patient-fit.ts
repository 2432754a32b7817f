import type { PatientBrief } from '#capabilities/records/contract.ts'
import { foldedWords } from '#platform/contract/fold.ts'
import type { Fit } from '../contract/matching.ts'

/** What the sender wrote of the patient. */
export type Sent = { name: string; birthDate: string; sex: string; code: string }

/** A patient beside what was sent: the brief, and the codes that the sender's facility gave. */
export type Known = { patient: PatientBrief; codes: readonly string[] }

/** The words of a DICOM person name: family, given and middle of its first group; no prefix, suffix or number. */
export function wordsOfSentName(name: string): string[] {
  const group = name.split('=').find((each) => each.replaceAll('^', ' ').trim() !== '') ?? ''
  const words = foldedWords(group.split('^').slice(0, 3).join(' '))
  return words.filter((word) => !/^\d+$/.test(word))
}

/** How what was sent stands to a patient, fact by fact. It says nothing of whose the study is. */
export const fitOf = (sent: Sent, known: Known): Fit => ({
  name: fitOfName(sent.name, known.patient.fullName),
  birth: fitOfBirth(sent.birthDate, known.patient),
  sex: fitOfSex(sent.sex, known.patient.sex),
  code: fitOfCode(sent.code, known.codes),
})

function fitOfName(sentName: string, fullName: string): Fit['name'] {
  const sent = wordsOfSentName(sentName)
  const stored = foldedWords(fullName)
  if (sent.length === 0 || stored.length === 0) return 'different'
  // some machines write a name without spaces
  const isSame = sent.join('') === stored.join('')
  if (!isSame && sent.toSorted(byText).join(' ') !== stored.toSorted(byText).join(' '))
    return isNear(sent, stored) ? 'similar' : 'different'
  if (differsInMarks(sentName, fullName)) return 'marks-differ'
  return isSame ? 'same' : 'other-order'
}

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

const hasMarks = (text: string): boolean => /[đĐ]|[\u0300-\u036f]/u.test(text.normalize('NFD'))

/** The marks of each word whatever letter of it they stand on: `Hoà` is `Hòa`. */
const markedWords = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter(Boolean)
    .map((word) => Array.from(word.replaceAll('đ', 'd\u0335').normalize('NFD')).toSorted(byText).join(''))
    .toSorted(byText)

/** True when both are written with marks and the marks are others: Hoa is not Hòa. */
function differsInMarks(sentName: string, fullName: string): boolean {
  if (!hasMarks(sentName)) return false
  const sent = sentName.split('=').find((each) => each.trim() !== '') ?? ''
  return markedWords(sent.split('^').slice(0, 3).join(' ')).join('') !== markedWords(fullName).join('')
}

/** True when one word or one letter of one word is different, missing or too many, or when first letters stand for words. */
function isNear(one: readonly string[], other: readonly string[]): boolean {
  const left = [...one]
  const right: string[] = []
  for (const word of other) {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    else right.push(word)
  }
  const shared = one.length - left.length
  if (shared === 0) return false
  if (left.length + right.length === 1) return shared >= 2
  if (left.length !== right.length) return false
  const isInitials = left.every((word, index) => word.length === 1 && right[index]?.startsWith(word))
  return isInitials || (left.length === 1 && isOneEditAway(left.join(''), right.join('')))
}

/** True when one letter was put in, left out or changed. */
function isOneEditAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short === long || long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1)
}

/** The year of a DICOM date of birth; null when it was left out. */
export function yearSent(birthDate: string): number | null {
  const year = Number(/^(\d{4})/.exec(birthDate.trim())?.[1] ?? Number.NaN)
  return year >= 1850 ? year : null
}

function fitOfBirth(birthDate: string, patient: PatientBrief): Fit['birth'] {
  const year = yearSent(birthDate)
  const known = patient.birthDate ? Number(patient.birthDate.slice(0, 4)) : patient.birthYear
  if (year === null || known === null) return 'not-told'
  const day = birthDate.trim().replace(/^(\d{4})\D?(\d{2})\D?(\d{2})$/, '$1-$2-$3')
  if (day === patient.birthDate) return 'same-day'
  if (year === known) return 'same-year'
  return Math.abs(year - known) === 1 ? 'year-apart' : 'differs'
}

function fitOfSex(sent: string, known: PatientBrief['sex']): Fit['sex'] {
  const words: Readonly<Record<string, PatientBrief['sex']>> = { M: 'male', F: 'female' }
  const told = words[sent.trim().toUpperCase()]
  if (!told || known === 'unknown') return 'not-told'
  return told === known ? 'same' : 'differs'
}

const bare = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

function fitOfCode(sent: string, codes: readonly string[]): Fit['code'] {
  const code = sent.trim()
  if (!code || codes.length === 0) return 'not-told'
  if (codes.includes(code)) return 'same'
  const isNearOne = codes.some((each) => bare(each) === bare(code) || isOneEditAway(bare(each), bare(code)))
  return isNearOne ? 'one-character' : 'differs'
}

const points = {
  name: { same: 40, 'other-order': 36, 'marks-differ': 30, similar: 20, different: 0 },
  birth: { 'same-day': 25, 'same-year': 20, 'year-apart': 8, 'not-told': 4, differs: -15 },
  sex: { same: 10, 'not-told': 3, differs: -15 },
  code: { same: 30, 'one-character': 15, 'not-told': 3, differs: 0 },
} as const

/** Which of two stands first in the list; it is an order of looking, shown to nobody as a figure. */
export const rankOf = (fit: Fit): number =>
  points.name[fit.name] + points.birth[fit.birth] + points.sex[fit.sex] + points.code[fit.code]

/** True when a patient is worth showing: the code is theirs, or the name is and not everything else speaks against it. */
export const isWorthShowing = (fit: Fit): boolean =>
  fit.code === 'same' || (fit.name !== 'different' && !(fit.birth === 'differs' && fit.sex === 'differs'))
