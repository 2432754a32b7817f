import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  boxOf,
  finenessOf,
  fromPlane,
  inside,
  middleOf,
  onPlane,
  type Plane,
  planeNames,
  planeThrough,
} from './planes.ts'
import { offsetsOf, sampleAt, samplePlane } from './sampling.ts'
import { dot, plus, unit, type Vector } from './vector.ts'
import { volumeOf } from './volume-under-test.ts'

/** A field that grows evenly in every direction: between samples it is known exactly. */
const ramp = (at: Vector): number => 100 + dot(at, [0.9, -1.3, 1.7])
const thin = { mode: 'mean', thicknessMm: 0 } as const

/** Every pixel of a raster with its point of the patient. */
function* pixels(plane: Plane, values: Float32Array): Generator<[at: Vector, value: number]> {
  for (let row = 0; row < plane.rows; row += 1)
    for (let column = 0; column < plane.columns; column += 1)
      yield [fromPlane(plane, [column + 0.5, row + 0.5]), values[row * plane.columns + column] ?? 0]
}

describe('values between samples', () => {
  it('of a leaning stack with two distances are those of the patient, in each of the three planes', () => {
    const volume = volumeOf(ramp)
    const box = boxOf(volume.grid)
    for (const name of planeNames) {
      const plane = planeThrough(box, name, middleOf(box), finenessOf(volume.grid))
      const values = samplePlane(volume, plane, thin)
      let seen = 0
      for (const [at, value] of pixels(plane, values)) {
        if (Number.isNaN(value)) continue
        // at the rim half a pixel is held
        if (Math.abs(value - ramp(at)) > 0.02) assert.ok(isAtRim(volume, at), `${name} ${at.join()}: ${value}`)
        else seen += 1
      }
      assert.ok(seen > plane.columns * plane.rows * 0.4, `${name}: ${seen} of ${plane.columns * plane.rows}`)
    }
  })
  it('are right on a plane that lies oblique to everything', () => {
    const volume = volumeOf(ramp)
    const right = unit([1, 0.4, -0.2])
    const down = unit([0.4, -1, 0] as const)
    const plane: Plane = {
      origin: [-10, -8, 25],
      right,
      down,
      normal: [0, 0, 1],
      mmPerPixel: 0.7,
      columns: 20,
      rows: 9,
    }
    for (const [at, value] of pixels(plane, samplePlane(volume, plane, thin)))
      assert.ok(Math.abs(value - ramp(at)) < 0.02, `${at.join()}: ${value} beside ${ramp(at)}`)
  })
  it('show a ball as a ball: its width and height in millimetres, in every plane', () => {
    const middle: Vector = [-1, 0, 24]
    const volume = volumeOf(
      (at) => (Math.hypot(...plus(at, middle, -1)) < 12 ? 200 : 0),
      Array.from({ length: 48 }, (_, index) => index),
    )
    const box = boxOf(volume.grid)
    for (const name of planeNames) {
      const plane = planeThrough(box, name, middle, 0.5)
      const within = [...pixels(plane, samplePlane(volume, plane, thin))].filter(([, value]) => value > 100)
      const area = within.length * 0.25
      assert.ok(Math.abs(area - Math.PI * 144) < 12, `${name}: ${area} mm² beside ${Math.PI * 144}`)
      const far = Math.max(...within.map(([at]) => Math.hypot(...plus(at, middle, -1))))
      assert.ok(Math.abs(far - 12) < 1, `${name}: ${far} mm from its middle`)
    }
  })
  it('are none outside of the stack', () => {
    const volume = volumeOf(ramp)
    assert.ok(Number.isNaN(sampleAt(volume, [0, 0, -40])))
    assert.ok(Number.isNaN(sampleAt(volume, [80, 0, 25])))
    assert.ok(Math.abs(sampleAt(volume, [0.3, 1.1, 31]) - ramp([0.3, 1.1, 31])) < 0.02)
  })
})

describe('a slab', () => {
  it('is sampled on its plane too, over its whole thickness, never coarser than a pixel', () => {
    assert.deepEqual(offsetsOf(thin, 0.5), [0])
    const offsets = offsetsOf({ mode: 'max', thicknessMm: 10 }, 0.6)
    assert.equal(offsets[0], -5)
    assert.equal(offsets.at(-1), 5)
    assert.ok(offsets.includes(0) && offsets.every((mm, at) => at === 0 || mm - (offsets[at - 1] ?? 0) <= 0.6))
  })
  it('holds the greatest, the least and the mean through its thickness', () => {
    const volume = volumeOf((at) => 100 + at[1])
    const plane = planeThrough(boxOf(volume.grid), 'coronal', [0, 2, 30], 1)
    const at = (mode: 'mean' | 'max' | 'min') => {
      const values = samplePlane(volume, plane, { mode, thicknessMm: 8 })
      const [x, y] = onPlane(plane, [0, 2, 30])
      return values[Math.floor(y) * plane.columns + Math.floor(x)] ?? 0
    }
    for (const [mode, wanted] of [
      ['max', 106],
      ['min', 98],
      ['mean', 102],
    ] as const)
      assert.ok(Math.abs(at(mode) - wanted) < 0.02, `${mode}: ${at(mode)}`)
  })
  it('is never darker than its plane as MIP, nor brighter as MinIP', () => {
    const volume = volumeOf((at) => 100 * Math.sin(at[0]) * Math.cos(at[1] + at[2]))
    const plane = planeThrough(boxOf(volume.grid), 'axial', [0, 0, 31], 1)
    const [alone, most, least] = [
      samplePlane(volume, plane, thin),
      samplePlane(volume, plane, { mode: 'max', thicknessMm: 12 }),
      samplePlane(volume, plane, { mode: 'min', thicknessMm: 12 }),
    ]
    for (const [index, value] of alone.entries()) {
      if (Number.isNaN(value)) continue
      assert.ok((most[index] ?? 0) >= value && (least[index] ?? 0) <= value)
    }
  })
})

describe('a plane', () => {
  it('is seen as radiologists see it: the right of the patient at the left, the front and the head at the top', () => {
    const box = boxOf(volumeOf(ramp).grid)
    const corner = (name: (typeof planeNames)[number]) => planeThrough(box, name, [0, 1, 30], 1).origin
    assert.deepEqual(corner('axial'), [box.low[0], box.low[1], 30])
    assert.deepEqual(corner('coronal'), [box.low[0], 1, box.high[2]])
    assert.deepEqual(corner('sagittal'), [0, box.low[1], box.high[2]])
  })
})

describe('a point', () => {
  it('lies on a raster where it lies in the patient, and back', () => {
    const box = boxOf(volumeOf(ramp).grid)
    const plane = planeThrough(box, 'sagittal', [3, 4, 25], 0.5)
    const point: Vector = [3, -7.25, 21.5]
    const back = fromPlane(plane, onPlane(plane, point))
    assert.ok(Math.hypot(...plus(back, point, -1)) < 1e-9)
    assert.deepEqual(inside(box, [0, 0, 1000]), [0, 0, box.high[2]])
  })
})

function isAtRim({ grid }: ReturnType<typeof volumeOf>, at: Vector): boolean {
  const rim = 1.5
  const between = (depths: readonly number[], value: number) =>
    value < Math.min(...depths) + rim || value > Math.max(...depths) - rim
  const left = dot(at, grid.right) - (grid.lefts[0] ?? 0)
  const last = (grid.columns - 1) * grid.columnSpacing
  const height = (grid.rows - 1) * grid.rowSpacing
  const depth = dot(at, grid.normal)
  const slice = Math.max(
    0,
    grid.depths.findLastIndex((each) => each <= depth),
  )
  const top = dot(at, grid.down) - (grid.tops[slice] ?? 0)
  const shift = Math.abs((grid.tops[slice + 1] ?? grid.tops[slice] ?? 0) - (grid.tops[slice] ?? 0))
  return between([0, last], left) || between([0, height], top - shift) || between([0, height], top + shift)
}
