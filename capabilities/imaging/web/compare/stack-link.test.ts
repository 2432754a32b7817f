import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Slice } from '../slices.ts'
import { createViewerStore } from '../viewer-state.ts'
import { slice } from '../volume/volume-under-test.ts'
import { StackLink } from './stack-link.ts'

const painted = { columns: 8, rows: 8, matrix: [1, 0, 0, 1, 0, 0], renderer: 'cpu', isWhole: true } as const

/** A stack of the demo patient that is painted at a slice. */
function side(name: string, depths: readonly number[], frame: string, modality = 'CT') {
  const tags = { '00200037': [1, 0, 0, 0, 1, 0], '00200052': [frame] }
  const slices = depths.map(
    (depth, index) => ({ ...slice([0, 0, depth], { tags }), imageId: `${name}/${index}` }) as unknown as Slice,
  )
  const store = createViewerStore()
  store.set({ slices: slices.length })
  const paint = (at: number) => {
    store.look({ slice: at })
    store.set({ painted: { ...painted, imageId: `${name}/${at}` } })
  }
  return { store, slices, modality, paint }
}

const at = (stack: ReturnType<typeof side>) => stack.store.get().view.slice

describe('a link between two stacks', () => {
  it('begins when both are painted, moves either by the other, and says how far from it the other lies', () => {
    const [now, prior] = [side('now', [0, 5, 10, 15, 20], '1.2'), side('prior', [0, 4, 8, 12, 16], '1.2')]
    const link = new StackLink(now, prior)
    const end = link.start()
    now.paint(2)
    assert.equal(link.get().link, null)
    prior.paint(0)
    assert.equal(at(prior), 2)
    now.store.look({ slice: 4 })
    assert.deepEqual([at(prior), link.get().apartMm], [4, 4])
    prior.store.look({ slice: 1 })
    assert.deepEqual([at(now), link.get().apartMm], [1, 1])
    end()
    now.store.look({ slice: 3 })
    assert.equal(at(prior), 1)
  })
  it('lets each go its own way, and is tied anew where they are then', () => {
    const [now, prior] = [side('now', [0, 5, 10, 15, 20], '1.2'), side('prior', [0, 5, 10, 15, 20], '9.9')]
    const link = new StackLink(now, prior)
    link.start()
    now.paint(2)
    prior.paint(2)
    link.set(false)
    prior.store.look({ slice: 3 })
    assert.equal(at(now), 2)
    link.set(true)
    assert.deepEqual([at(now), at(prior)], [2, 3], 'what was set beside each other stays so')
    now.store.look({ slice: 1 })
    assert.equal(at(prior), 2)
  })
  it('keeps windows in step within one modality alone', () => {
    const window = { center: 40, width: 40 }
    for (const [modality, wanted] of [
      ['CT', window],
      ['MR', null],
    ] as const) {
      const [now, prior] = [side('now', [0, 5, 10], '1'), side('prior', [0, 5, 10], '2', modality)]
      const end = new StackLink(now, prior).start()
      now.paint(1)
      prior.paint(1)
      now.store.look({ window })
      assert.deepEqual(prior.store.get().view.window, wanted)
      end()
    }
  })
})
