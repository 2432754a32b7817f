/** What the order of sending needs to know of an object. */
export type Placed = { id: string; seriesUid: string; instanceNumber: number; bytes: number; hasPixels: boolean }

const largestKeyBytes = 4 * 1024 * 1024
const keyPlaces = [0.5, 0.25, 0.75]

/**
 * In which order the objects of one study go: of each series first the middle slice and those at its quarters (rank 0,
 * unless they are so large that others would wait long for them), then the rest from the middle outwards. What has no
 * pixels, a report or a presentation state, goes with the keys: it is small and says much.
 */
export function ranksOf(objects: readonly Placed[]): Map<string, { rank: number; distance: number }> {
  const ranks = new Map<string, { rank: number; distance: number }>()
  const series = Map.groupBy(objects, (each) => each.seriesUid)
  for (const members of series.values()) {
    const inOrder = members.toSorted((one, other) => one.instanceNumber - other.instanceNumber)
    const keys = keyPlaces.map((place) => Math.floor((inOrder.length - 1) * place))
    for (const [index, each] of inOrder.entries()) {
      const isKey = (keys.includes(index) || !each.hasPixels) && each.bytes <= largestKeyBytes
      const distance = each.hasPixels ? Math.abs(index - (keys[0] ?? 0)) : 0
      ranks.set(each.id, { rank: isKey ? 0 : 1, distance })
    }
  }
  return ranks
}
