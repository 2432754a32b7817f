import { type AspectsRegion, aspectsRegions, type SavedMark } from './marks.ts'

/** What one person has read of one side: how many of the ten regions, and of all ten how many are affected. */
export type AspectsCount = {
  side: 'left' | 'right'
  author: string
  answered: number
  /** Null until all ten were looked at: nothing is counted from what is missing. */
  affected: number | null
}

const all: readonly AspectsRegion[] = [...aspectsRegions.ganglionic, ...aspectsRegions.supraganglionic]

/** How many regions each reader found affected on each side; the newest answer to a region counts. It is no score. */
export function countAspects(marks: readonly SavedMark[]): AspectsCount[] {
  const standing = marks.filter((mark) => mark.aspects && !mark.removedReason)
  const groups = Map.groupBy(standing, (mark) => `${mark.by.id} ${mark.aspects?.side}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    if (!first?.aspects) return []
    const inOrder = own.toSorted((one, other) => (one.at < other.at ? -1 : 1))
    const answers: Partial<Record<AspectsRegion, boolean>> = Object.assign(
      {},
      ...inOrder.map((mark) => mark.aspects?.regions),
    )
    const answered = all.filter((region) => answers[region] !== undefined).length
    const affected = all.filter((region) => answers[region] === true).length
    return [
      {
        ...{ side: first.aspects.side, author: first.by.fullName, answered },
        affected: answered === all.length ? affected : null,
      },
    ]
  })
}
