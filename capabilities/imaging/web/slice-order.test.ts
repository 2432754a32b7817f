import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DicomJson } from '../contract/dicom-json.ts'
import { spacingOf } from '../contract/spacing.ts'
import { inSliceOrder } from './slice-order.ts'
import { fileWindow, seriesOf, slicesOf } from './slices.ts'

const axial = [1, 0, 0, 0, 1, 0]
// the gantry leans by 18.5 degrees: the slices lie along a normal that is no axis
const leaning = [1, 0, 0, 0, 0.9483, -0.3173]

const image = (number: number, position?: number[], orientation: number[] = axial): DicomJson => ({
  '00080018': { vr: 'UI', Value: [`1.2.${number}`] },
  '00200013': { vr: 'IS', Value: [number] },
  '00280010': { vr: 'US', Value: [512] },
  ...(position ? { '00200032': { vr: 'DS', Value: position }, '00200037': { vr: 'DS', Value: orientation } } : {}),
})
const numbers = (images: readonly DicomJson[]) => images.map((each) => each['00200013']?.Value?.[0])

describe('the slices of a series', () => {
  it('lie as they lie in the body, not as they came', () => {
    const came = [image(3, [0, 0, 20]), image(1, [0, 0, 0]), image(2, [0, 0, 10])]
    assert.deepEqual(numbers(inSliceOrder(came)), [1, 2, 3])
  })
  it('lie by geometry where numbers mislead', () => {
    const came = [image(1, [0, 0, 0]), image(3, [0, 0, 10]), image(2, [0, 0, 20]), image(4, [0, 0, 30])]
    assert.deepEqual(numbers(inSliceOrder(came)), [1, 3, 2, 4])
  })
  it('run in the direction in which the scanner numbered them', () => {
    const came = [image(1, [0, 0, 30]), image(2, [0, 0, 20]), image(3, [0, 0, 10])]
    assert.deepEqual(numbers(inSliceOrder(came)), [1, 2, 3])
  })
  it('lie along the normal when the gantry leans', () => {
    const at = (number: number, depth: number) => image(number, [-125, -123 + depth * 0.3173, depth * 0.9483], leaning)
    assert.deepEqual(numbers(inSliceOrder([at(2, 4.2), at(3, 11.6), at(1, 0)])), [1, 2, 3])
  })
  it('lie by number without a common geometry', () => {
    assert.deepEqual(numbers(inSliceOrder([image(10), image(9), image(2)])), [2, 9, 10])
    const crossed = [image(2, [0, 0, 0], axial), image(1, [0, 0, 50], [0, 1, 0, 0, 0, -1])]
    assert.deepEqual(numbers(inSliceOrder(crossed)), [1, 2])
    assert.deepEqual(numbers(inSliceOrder([image(2, [0, 0, 0]), image(1)])), [1, 2])
  })
  it('are each frame of a multi-frame object, and never what has no pixels', () => {
    const [shown] = seriesOf([series('1', 'US', 3)])
    assert.ok(shown)
    const slices = slicesOf('s', { ...shown, instances: [...shown.instances, { ...instance('9.9', 0), layout: null }] })
    assert.deepEqual(
      slices.map((slice) => [slice.imageId, slice.source.url]),
      [1, 2, 3].map((frame) => [`frames:s/instances/1.1/frames/${frame}`, `/api/studies/s/frames/1.1/${frame}`]),
    )
  })
  it('of an enhanced object lie where each frame says, in the units that each frame says', () => {
    const [shown] = seriesOf([series('1', 'CT', 2)])
    assert.ok(shown)
    const group = (depth: number) => ({
      '00209113': { vr: 'SQ', Value: [{ '00200032': { vr: 'DS', Value: [0, 0, depth] } }] },
      '00289145': {
        vr: 'SQ',
        Value: [{ '00281052': { vr: 'DS', Value: [-1024] }, '00281053': { vr: 'DS', Value: [2] } }],
      },
    })
    const own = {
      '52009229': {
        vr: 'SQ',
        Value: [{ '00209116': { vr: 'SQ', Value: [{ '00200037': { vr: 'DS', Value: axial } }] } }],
      },
      '52009230': { vr: 'SQ', Value: [group(10), group(0)] },
    }
    const slices = slicesOf('s', { ...shown, instances: [{ ...instance('1.1', 2), tags: own }] })
    assert.deepEqual(
      slices.map((slice) => [slice.frame, slice.source.shape.slope, slice.source.shape.intercept]),
      [
        [2, 2, -1024],
        [1, 2, -1024],
      ],
    )
  })
})

type Instance = Parameters<typeof seriesOf>[0][number]['instances'][number]
const layout = { columns: 64, rows: 64, bitsAllocated: 16 as const, components: 1 as const, isSigned: true }
const instance = (uid: string, frames: number): Instance => ({
  ...{ id: uid as Instance['id'], sopUid: uid, tags: {}, layout, content: null, problem: null },
  frames: Array.from({ length: frames }, () => [10, 20]),
})
const series = (uid: string, modality: string, frames: number): Parameters<typeof seriesOf>[0][number] => ({
  ...{ id: uid as Instance['id'] & Parameters<typeof seriesOf>[0][number]['id'], seriesUid: uid, number: 1, modality },
  ...{ description: '', addedBy: null, pictures: 1, tags: {}, instances: [instance(`${uid}.1`, frames)] },
})

describe('a series', () => {
  it('that others added comes after the hospital’s own, however large', () => {
    const added = { ...series('2', 'CT', 50), addedBy: 'BS. Bình' }
    assert.deepEqual(
      seriesOf([added, series('1', 'CT', 2)]).map((each) => each.uid),
      ['1', '2'],
    )
  })

  it('with most images comes first; reports are not shown', () => {
    const list = [series('1', 'CT', 2), series('2', 'SR', 0), series('3', 'CT', 28)]
    assert.deepEqual(
      seriesOf(list).map((each) => each.uid),
      ['3', '1'],
    )
  })
})

describe('millimetres', () => {
  const of = (modality: string, elements: DicomJson) =>
    spacingOf({ '00080060': { vr: 'CS', Value: [modality] }, ...elements })
  const spacing = { '00280030': { vr: 'DS', Value: [0.5, 0.4] } }
  it('are known in a cross-section with PixelSpacing, never without', () => {
    assert.deepEqual(of('CT', spacing), [0.5, 0.4])
    assert.equal(of('CT', {}), null)
    assert.equal(of('US', {}), null)
  })
  it('are those of the detector, so unknown, in a projection that is not calibrated', () => {
    const detector = { '00181164': { vr: 'DS', Value: [0.5, 0.4] } }
    assert.equal(of('CR', detector), null)
    assert.equal(of('DX', { ...spacing, ...detector }), null)
    assert.deepEqual(of('DX', { ...spacing, ...detector, '00280A02': { vr: 'CS', Value: ['FIDUCIAL'] } }), [0.5, 0.4])
    assert.deepEqual(of('CR', { ...spacing, '00181164': { vr: 'DS', Value: [0.6, 0.5] } }), [0.5, 0.4])
  })
})

describe('the window of a file', () => {
  it('is the first that it names', () => {
    const several = { '00281050': { vr: 'DS', Value: [40, 480] }, '00281051': { vr: 'DS', Value: [80, 2500] } }
    assert.deepEqual(fileWindow(several), { center: 40, width: 80 })
    assert.equal(fileWindow({}), null)
  })
})
