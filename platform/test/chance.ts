/** Chance that repeats itself: the same seed gives the same draws, so that what a fuzz test found can be found again. */
export class Chance {
  readonly seed: number
  #state: number

  constructor(seed: number) {
    this.seed = seed
    // a state of zero would stay zero
    this.#state = seed >>> 0 || 1
  }

  /** A whole number from 0 up to, but without, `end`. */
  below(end: number): number {
    // xorshift32, Marsaglia 2003
    this.#state ^= this.#state << 13
    this.#state ^= this.#state >>> 17
    this.#state ^= this.#state << 5
    return (this.#state >>> 0) % end
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0]
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256))
  }

  /** The bytes with one to eight of them changed, and sometimes a number among them made far too large. */
  damaged(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(bytes)
    for (let left = 1 + this.below(8); left > 0; left -= 1) copy[this.below(copy.length)] = this.below(256)
    if (copy.length >= 4 && this.below(3) === 0)
      new DataView(copy.buffer).setUint32(this.below(copy.length - 3), this.pick(hugeLengths), true)
    return copy
  }
}

/** Lengths that no small file has: none given, the sign bit, the largest of 31 bits, 16 bits and more than there is. */
export const hugeLengths = [0xffffffff, 0x80000000, 0x7fffffff, 0xfffffffe, 0x0000ffff] as const

/** So many rounds in a usual run, and as many as `npm run fuzz` asks for in a long one. */
export const roundsOf = (few: number): number => Number(process.env['FUZZ_ROUNDS'] ?? few)

/** Runs `rounds` rounds with a seed each, counted from `first`; a failure names the seed of its round. */
export async function fuzz(
  first: number,
  rounds: number,
  round: (chance: Chance) => void | Promise<void>,
): Promise<void> {
  for (let seed = first; seed < first + rounds; seed += 1) {
    try {
      await round(new Chance(seed * 2_654_435_761))
    } catch (error) {
      throw new Error(`fuzzing failed with seed ${seed}: ${String(error)}`, { cause: error })
    }
  }
}
