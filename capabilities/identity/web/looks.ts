import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { listAccesses } from '../contract.ts'

type Access = OutputOf<typeof listAccesses>[number]

/** What somebody looked at, in the words of a ward. */
export type LookKind =
  | ('lookImages' | 'lookRecord' | 'lookCase' | 'lookMinutes' | 'lookLog' | 'lookWrote')
  | ('lookBrokeGlass' | 'lookUnlocked' | 'lookReviewed')

const kinds: readonly (readonly [RegExp, LookKind])[] = [
  [/stud|series|frame|upload|images|prior|teaching/, 'lookImages'],
  [/^break-glass$/, 'lookBrokeGlass'],
  [/^unlock-record$/, 'lookUnlocked'],
  [/^review-/, 'lookReviewed'],
  [/minutes/, 'lookMinutes'],
  [/^list-accesses$/, 'lookLog'],
  [/^(get|list|search|find|compare)-(patient|versions|document|likely)/, 'lookRecord'],
  [/^(get|list)-/, 'lookCase'],
]

/** The kind of a look by the name of its operation; what is no look wrote something. */
export const kindOf = (operation: string): LookKind =>
  kinds.find(([shape]) => shape.test(operation))?.[1] ?? 'lookWrote'

/** One line for each person, kind of look, outcome and minute, in the order given. */
export function looksOf(accesses: readonly Access[]): (Access & { kind: LookKind })[] {
  const lines = new Map<string, Access & { kind: LookKind }>()
  for (const access of accesses) {
    const kind = kindOf(access.endpoint)
    const key = [access.person?.id, kind, access.outcome, access.at.slice(0, 16)].join(' ')
    if (!lines.has(key)) lines.set(key, { ...access, kind })
  }
  return [...lines.values()]
}
