import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { slice } from '../volume/volume-under-test.ts'
import { linkOf, partnerOf, trackOf } from './stack-track.ts'

const axial = { '00200037': [1, 0, 0, 0, 1, 0] }
const stack = (depths: readonly number[], tags: Record<string, unknown[]> = {}) =>
  trackOf(depths.map((depth) => slice([0, 0, depth], { tags: { ...axial, ...tags } })))
const tenApart = [0, 10, 20, 30, 40]
const fourApart = [0, 4, 8, 12, 16, 20, 24, 28, 32]

describe('two stacks in step', () => {
  it('go by their place in the body where both have one frame of reference', () => {
    const [one, two] = [stack(tenApart), stack(fourApart)]
    assert.ok(one && two)
    const link = linkOf(one, two, [0, 0])
    assert.equal(link.kind, 'place')
    assert.deepEqual(partnerOf(link, [one, two], 2, 0), { slice: 5, apartMm: 0 })
    assert.deepEqual(partnerOf(link, [two, one], 3, 1), { slice: 1, apartMm: 2 })
    assert.deepEqual(partnerOf(link, [one, two], 4, 0), { slice: 8, apartMm: 8 }, 'beyond the end it says how far')
  })
  it('go by millimetres from where they were linked, where the frames of reference differ', () => {
    const [one, two] = [stack(tenApart), stack(fourApart, { '00200052': ['9.9'] })]
    assert.ok(one && two)
    const link = linkOf(one, two, [1, 2])
    assert.deepEqual(link, { kind: 'distance', from: [1, 2] })
    assert.deepEqual(partnerOf(link, [one, two], 1, 0), { slice: 2, apartMm: 0 })
    assert.deepEqual(partnerOf(link, [one, two], 3, 0), { slice: 7, apartMm: 0 })
    assert.deepEqual(partnerOf(link, [two, one], 7, 1), { slice: 3, apartMm: 0 })
  })
  it('move the same way in the patient, whichever way their slices face', () => {
    const facing = { '00200037': [1, 0, 0, 0, -1, 0], '00200052': ['9.9'] }
    const [one, two] = [stack(tenApart), stack(fourApart, facing)]
    assert.ok(one && two)
    const found = partnerOf(linkOf(one, two, [1, 2]), [one, two], 2, 0)
    // ten millimetres towards the head: between the slices at 16 and 20
    assert.ok(found && found.apartMm === 2 && [4, 5].includes(found.slice))
  })
  it('are not linked where one has no place, nor where the cuts differ', () => {
    assert.deepEqual(linkOf(null, stack(tenApart), [0, 0]), { kind: 'none', reason: 'unplaced' })
    const upright = stack(tenApart, { '00200037': [1, 0, 0, 0, 0, -1] })
    assert.deepEqual(linkOf(stack(tenApart), upright, [0, 0]), { kind: 'none', reason: 'other-cut' })
    assert.equal(stack(tenApart, { '00200032': [] }), null)
  })
})
