import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  createViewerStore,
  draggedWindow,
  firstView,
  type Matrix,
  movedFocus,
  toImage,
  toStage,
} from './viewer-state.ts'

const matrix: Matrix = [1.25, 0, 0, 1.25, 368, 4]
const painted = { imageId: 'wadors:1', columns: 512, rows: 256, matrix, renderer: 'gpu', isWhole: true } as const

describe('what is seen', () => {
  it('stays in its bounds, and is not ready until it is painted', () => {
    const store = createViewerStore()
    store.set({ slices: 28, isReady: true, view: firstView('1', '2') })
    store.look({ slice: 99 })
    assert.equal(store.get().view.slice, 27)
    assert.equal(store.get().isReady, false)
    store.look({ slice: -3, zoom: 0, window: { center: 40, width: 0 } })
    assert.deepEqual(store.get().view, { ...firstView('1', '2'), zoom: 0.2, window: { center: 40, width: 1 } })
  })
  it('tells those who listen, until they stop', () => {
    const store = createViewerStore()
    let heard = 0
    const stop = store.subscribe(() => {
      heard += 1
    })
    store.set({ slices: 2 })
    stop()
    store.set({ slices: 3 })
    assert.equal(heard, 1)
  })
})

describe('a drag', () => {
  it('to the right widens the window, downwards raises its middle', () => {
    assert.deepEqual(draggedWindow({ center: 40, width: 80 }, 40, 0), { center: 40, width: 90.7 })
    assert.deepEqual(draggedWindow({ center: 40, width: 80 }, 0, 30), { center: 48, width: 80 })
    assert.equal(draggedWindow({ center: 40, width: 80 }, -9999, 0).width, 1)
  })
  it('moves the image with the hand', () => {
    const [x, y] = movedFocus(firstView('1', '2'), painted, 64, -32)
    assert.equal(x, 0.5 - 64 / 1.25 / 512)
    assert.equal(y, 0.5 + 32 / 1.25 / 256)
  })
})

describe('a point of the image', () => {
  it('keeps its place, whatever the stage does', () => {
    assert.deepEqual(toImage(matrix, toStage(matrix, [100, 50])), [100, 50])
    assert.deepEqual(toStage(matrix, [0, 0]), [368, 4])
  })
})
