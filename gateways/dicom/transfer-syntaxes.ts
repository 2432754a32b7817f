import { syntaxes } from '#capabilities/imaging/pixels/index.ts'
import type { Encoding } from './dataset-walk.ts'

const implicit = '1.2.840.10008.1.2'
const explicit = '1.2.840.10008.1.2.1'
const bigEndian = '1.2.840.10008.1.2.2'

// those that the hub can show; another one is refused while the sender can still choose
const known: ReadonlySet<string> = new Set(
  Object.entries(syntaxes).flatMap(([uid, { isDeflated }]) => (isDeflated ? [] : [uid])),
)

/**
 * The transfer syntax in which we take an object of those that are offered: the first that we know, since the sender
 * offers first what it has; but explicit before implicit, which loses the kinds of private elements. Deflated is not
 * taken: it unfolds to any size. Null when none is known.
 */
export function chooseTransferSyntax(offered: readonly string[]): string | null {
  const first = offered.find((each) => known.has(each))
  if (!first) return null
  return first === implicit && offered.includes(explicit) ? explicit : first
}

/** How the elements of a data set in this transfer syntax are written; null for one that we do not take. */
export function encodingOf(transferSyntaxUid: string): Encoding | null {
  if (!known.has(transferSyntaxUid)) return null
  return { isExplicit: transferSyntaxUid !== implicit, isLittleEndian: transferSyntaxUid !== bigEndian }
}
