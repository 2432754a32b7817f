import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { angleOf, areaOf, type ImagePoint, lengthOf, type MarkKind, valuesOf } from './mark-measures.ts'

/** A phantom: 0 everywhere, 100 in a square from 10 to 20. */
const [columns, rows] = [64, 48]
const values = Int16Array.from({ length: columns * rows }, (_, index) => {
  const [x, y] = [index % columns, Math.floor(index / columns)]
  return x >= 10 && x < 20 && y >= 10 && y < 20 ? 100 : 0
})
const slice = { values, columns, rows, slope: 1, intercept: 0 }
const mark = (kind: MarkKind, ...points: ImagePoint[]) => ({ kind, points })

describe('a measurement', () => {
  it('is in millimetres by the spacing of its row and column, else in pixels', () => {
    assert.equal(
      lengthOf(
        [
          [0, 0],
          [30, 40],
        ],
        [0.5, 0.5],
      ),
      25,
    )
    assert.equal(
      lengthOf(
        [
          [0, 0],
          [30, 0],
        ],
        [2, 0.5],
      ),
      15,
    )
    assert.equal(
      lengthOf(
        [
          [0, 0],
          [30, 40],
        ],
        null,
      ),
      50,
    )
  })
  it('of an angle is that of the body, also where pixels are not square', () => {
    assert.equal(
      Math.round(
        angleOf(
          [
            [10, 0],
            [0, 0],
            [0, 10],
          ],
          null,
        ),
      ),
      90,
    )
    assert.equal(
      Math.round(
        angleOf(
          [
            [10, 0],
            [0, 0],
            [10, 10],
          ],
          [1, 1],
        ),
      ),
      45,
    )
    assert.equal(
      Math.round(
        angleOf(
          [
            [10, 0],
            [0, 0],
            [10, 5],
          ],
          [2, 1],
        ),
      ),
      45,
    )
    assert.equal(
      angleOf(
        [
          [1, 1],
          [1, 1],
          [2, 2],
        ],
        null,
      ),
      0,
    )
  })
  it('of an area is that of the ellipse', () => {
    assert.ok(
      Math.abs(
        areaOf(
          [
            [0, 0],
            [20, 10],
          ],
          [0.5, 0.5],
        ) -
          Math.PI * 5 * 2.5,
      ) < 1e-9,
    )
  })
  it('reads the very values: one pixel at a probe, the pixels within an ellipse', () => {
    assert.deepEqual(valuesOf(mark('probe', [15.2, 15.9]), slice), {
      mean: 100,
      deviation: 0,
      min: 100,
      max: 100,
      samples: 1,
    })
    assert.equal(valuesOf(mark('probe', [9.99, 15]), slice)?.mean, 0)
    const within = valuesOf(mark('ellipse', [11, 11], [19, 19]), slice)
    assert.deepEqual([within?.mean, within?.deviation, within?.min], [100, 0, 100])
    assert.ok(Math.abs((within?.samples ?? 0) - Math.PI * 16) < 4)
    const across = valuesOf(mark('ellipse', [0, 10], [20, 20]), slice)
    assert.deepEqual([across?.min, across?.max], [0, 100])
    assert.ok(Math.abs((across?.mean ?? 0) - 50) < 3)
  })
  it('reads in the units of the modality', () => {
    const units = { ...slice, slope: 0.5, intercept: -10 }
    assert.equal(valuesOf(mark('probe', [15, 15]), units)?.mean, 40)
  })
  it('reads nothing outside the slice, in nothing, or of a line', () => {
    assert.equal(valuesOf(mark('probe', [-1, 5]), slice), null)
    assert.equal(valuesOf(mark('ellipse', [5, 5], [5, 9]), slice), null)
    assert.equal(valuesOf(mark('length', [0, 0], [9, 9]), slice), null)
    assert.equal(valuesOf(mark('ellipse', [60, 40], [80, 60]), slice)?.max, 0)
  })
})
