import type { Keeper, Kept, ObjectFacts } from './incoming.ts'

/** A keeper in memory: what it was given, and how many objects were begun and neither kept nor left. */
export type KeeperUnderTest = Keeper & {
  kept: { bytes: Buffer; facts: ObjectFacts }[]
  open: () => number
  answer: Kept
}

/** Makes a keeper in memory. */
export function memoryKeeper(): KeeperUnderTest {
  let open = 0
  const keeper: KeeperUnderTest = {
    kept: [],
    open: () => open,
    answer: 'kept',
    begin: async () => {
      open += 1
      let isOver = false
      const end = () => {
        if (!isOver) open -= 1
        isOver = true
      }
      const parts: Buffer[] = []
      return {
        write: async (bytes) => void parts.push(Buffer.from(bytes)),
        keep: async (facts) => {
          end()
          keeper.kept.push({ bytes: Buffer.concat(parts), facts })
          return keeper.answer
        },
        discard: async () => end(),
      }
    },
  }
  return keeper
}
