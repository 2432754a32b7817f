import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type GridSlice, gridOf, isGrid } from './geometry.ts'
import { leaning, slice, stackAt, twoSpacings } from './volume-under-test.ts'

const six = [0, 4, 8, 12, 16, 20]
const refusal = (slices: readonly GridSlice[]) => {
  const found = gridOf(slices)
  return isGrid(found) ? null : found
}
const changed = (tags: Record<string, unknown[]>, at = 3) =>
  stackAt(six).map((each, index) => (index === at ? slice([-25, -30, 22], { tags }) : each))

describe('where the samples of a series lie', () => {
  it('is known for a gantry that leans and two distances, and both are said', () => {
    const grid = gridOf(stackAt(twoSpacings))
    assert.ok(isGrid(grid))
    assert.ok(Math.abs(grid.tilt - 18.5) < 1e-6)
    // 4.2 and 7.4 mm along the table are these between the slices
    assert.deepEqual(grid.spacings, [4, 7])
    assert.deepEqual(grid.order, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
  it('is the same whichever way the scanner numbered the slices', () => {
    const [one, two] = [gridOf(stackAt(twoSpacings)), gridOf(stackAt(twoSpacings.toReversed()))]
    assert.ok(isGrid(one) && isGrid(two))
    assert.deepEqual(two.depths, one.depths)
    assert.deepEqual(two.order, one.order.toReversed())
  })
  it('does not lean where an oblique stack stands upright on its slices', () => {
    const normal = Math.PI / 2 - (18.5 * Math.PI) / 180
    const upright = six.map((mm) => slice([0, mm * Math.cos(normal), mm * Math.sin(normal)]))
    const grid = gridOf(upright)
    assert.ok(isGrid(grid) && grid.tilt < 1e-4)
  })
})

describe('no reformat is made', () => {
  it('of a stack with a missing slice, also at its end and where two distances meet', () => {
    const found = refusal(stackAt([0, 4, 8, 16, 20, 24]))
    assert.ok(found?.reason === 'gap' && found.after === 3)
    assert.ok(Math.abs(found.gap - 8 * Math.cos((18.5 * Math.PI) / 180)) < 1e-6)
    assert.equal(refusal(stackAt([0, 4, 8, 12, 16, 24]))?.reason, 'gap')
    assert.equal(refusal(stackAt([0, 4, 8, 12, 23, 30, 37, 44]))?.reason, 'gap')
    assert.equal(refusal(stackAt([0, 4, 8, 12, 19, 26, 33])), null, 'a wider distance that goes on is none')
  })
  it('of slices that are not parallel, as a localizer among them', () => {
    const crossed = changed({ '00200037': [0, 1, 0, 0, 0, -1] })
    assert.equal(refusal(crossed)?.reason, 'not-parallel')
    const turned = changed({ '00200037': [...leaning.right.map((part) => -part), ...leaning.down] })
    assert.equal(refusal(turned)?.reason, 'not-parallel')
  })
  it('of slices of different size, spacing or frame of reference', () => {
    assert.equal(refusal(changed({ '00280030': [1.5, 1.3] }))?.reason, 'unlike')
    const narrow = stackAt(six).with(2, slice([-25, -30, 18], { columns: 39 }))
    assert.equal(refusal(narrow)?.reason, 'unlike')
    assert.equal(refusal(changed({ '00200052': ['9.9'] }))?.reason, 'two-frames-of-reference')
  })
  it('of two phases at the same places', () => {
    assert.deepEqual(refusal(stackAt([...six, ...six])), { reason: 'same-place', slices: 7 })
  })
  it('of what does not say where it is, of projections, colours and a few slices', () => {
    assert.equal(refusal(changed({ '00200032': [] }))?.reason, 'unplaced')
    assert.equal(refusal(changed({ '00280030': [] }, 0))?.reason, 'unplaced')
    assert.equal(refusal([slice([0, 0, 0], { tags: { '00080060': ['CR'] } })])?.reason, 'projection')
    assert.equal(refusal([slice([0, 0, 0], { tags: { '00080060': ['US'] } })])?.reason, 'projection')
    const [first] = stackAt(six)
    assert.ok(first)
    const shape = { ...first.source.shape, components: 3 } as const
    assert.equal(refusal(stackAt(six).with(1, { ...first, source: { shape } }))?.reason, 'colour')
    assert.deepEqual(refusal(stackAt([0, 4, 8, 12])), { reason: 'too-few', slices: 4 })
  })
})
