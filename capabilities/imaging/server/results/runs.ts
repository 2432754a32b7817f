/**
 * The pixels of a frame of bits as lengths of runs, outside and inside by turns, each as LEB128; empty when none is inside.
 * The first bit of a byte is its lowest (PS3.5 8.1.1).
 */
export function runsOf(bits: Uint8Array, firstBit: number, count: number): number[] {
  const bytes: number[] = []
  let run = 0
  let isInside = false
  let hasAny = false
  for (let at = firstBit; at < firstBit + count; at += 1) {
    const byte = bits[at >> 3] ?? 0
    // whole bytes of the same kind at once: most of a mask is nothing
    if ((at & 7) === 0 && byte === (isInside ? 255 : 0) && at + 8 <= firstBit + count) {
      run += 8
      at += 7
      continue
    }
    if (((byte >> (at & 7)) & 1) === (isInside ? 1 : 0)) {
      run += 1
      continue
    }
    pushNumber(bytes, run)
    hasAny = true
    isInside = !isInside
    run = 1
  }
  if (isInside) pushNumber(bytes, run)
  return hasAny ? bytes : []
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value
  while (rest > 127) {
    bytes.push((rest & 127) | 128)
    rest >>>= 7
  }
  bytes.push(rest)
}
