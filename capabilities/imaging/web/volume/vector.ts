/** A point or direction in the patient, in millimetres: x grows to the left, y to the back, z to the head (PS3.3 C.7.6.2.1.1). */
export type Vector = readonly [x: number, y: number, z: number]

/** How far a vector reaches along another, which has length 1. */
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** The sum of a vector and so many times another. */
export const plus = (a: Vector, b: Vector, times = 1): Vector => [
  a[0] + b[0] * times,
  a[1] + b[1] * times,
  a[2] + b[2] * times,
]

/** The vector upright on two others. */
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

/** The same direction with length 1. */
export function unit(a: Vector): Vector {
  const length = Math.hypot(...a) || 1
  return [a[0] / length, a[1] / length, a[2] / length]
}

/** Three numbers as a vector, or null. */
export function vectorOf(numbers: readonly number[]): Vector | null {
  const [x, y, z] = numbers
  return numbers.length === 3 && x !== undefined && y !== undefined && z !== undefined ? [x, y, z] : null
}
