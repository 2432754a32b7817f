type Input = Record<string, unknown>
type Leaves = Map<string, string>

/** The texts of an input by where they stand. */
function leavesOf(value: unknown, at = ''): Leaves {
  if (typeof value === 'string') return new Map([[at, value]])
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, at === '' ? key : `${at}.${key}`)]),
  )
}

function withLeaf(value: unknown, path: readonly string[], leaf: string): unknown {
  const [key, ...rest] = path
  if (key === undefined) return leaf
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === key ? withLeaf(each, rest, leaf) : each))
  const object = value as Record<string, unknown>
  return { ...object, [key]: withLeaf(object[key], rest, leaf) }
}

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[\d.]{10,64}$/.test(text)

/**
 * Inputs of one's own in which one id is another's: for each id that is told beside others, the input with it. What is
 * made up anew each time, such as the id of a message that is sent, is left as it is: `own` is asked for twice.
 */
export function crossed(own: Input, ownAgain: Input, others: Input): { path: string; input: Input }[] {
  const [ours, again, theirs] = [leavesOf(own), leavesOf(ownAgain), leavesOf(others)]
  const paths = [...ours.keys()].filter((path) => {
    const [one, two] = [ours.get(path) ?? '', theirs.get(path) ?? '']
    return one !== two && isId(one) && isId(two) && again.get(path) === one
  })
  if (paths.length < 2) return []
  return paths.map((path) => ({
    path,
    // an object stays an object
    input: withLeaf(own, path.split('.'), theirs.get(path) ?? '') as Input,
  }))
}
