import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hangingFor, hangings, windowsFor } from './hangings.ts'

const hung = (modality: string, pathway: string | null, ...texts: string[]) => ({ modality, pathway, texts })

describe('how a series is laid out', () => {
  it('follows the pathway of the case: a head CT of a stroke in three windows', () => {
    const found = hangingFor(hung('CT', 'stroke', 'CT so nao'))
    assert.equal(found?.code, 'stroke-ct')
    assert.ok(found.layout.kind === 'windows')
    assert.deepEqual(
      found.layout.panes.map(({ window: { width, center } }) => [width, center]),
      [
        [80, 40],
        [40, 40],
        [2500, 480],
      ],
    )
    assert.equal(hangingFor(hung('CT', null, 'CT so nao'))?.code, 'single', 'without a case nothing is presumed')
    assert.equal(hangingFor(hung('CT', 'pph', 'CT so nao'))?.code, 'single')
  })
  it('shows vessels as a thick MIP, in every case', () => {
    for (const text of ['CTA head', 'Angio 0.6', 'Mạch não', 'CAROTID ANGIOGRAPHY']) {
      const found = hangingFor(hung('CT', 'stroke', text))
      assert.ok(found?.layout.kind === 'reformat' && found.layout.slab.mode === 'max', text)
      assert.equal(found.layout.slab.thicknessMm, 20)
    }
  })
  it('is one image for a plain film and for MR, also in a stroke', () => {
    assert.equal(hangingFor(hung('DX', 'stroke', 'CHEST PA'))?.layout.kind, 'stack')
    assert.equal(hangingFor(hung('MR', 'stroke', 't1_fl2d_sag'))?.layout.kind, 'stack')
  })
  it('names windows in Hounsfield units for CT alone', () => {
    assert.equal(windowsFor(hung('MR', null, 'brain')), null)
    assert.equal(windowsFor(hung('CT', null, 'CT Ngực'))?.[1]?.word, 'lung')
    assert.equal(windowsFor(hung('CT', 'trauma-bleeding', 'SỌ NÃO'))?.[1]?.word, 'subdural')
  })
  it('has rows that name their source, and one that fits everything', () => {
    assert.ok(hangings.every((row) => row.source.length > 20))
    assert.equal(new Set(hangings.map((row) => row.code)).size, hangings.length)
    assert.equal(hangingFor(hung('??', null))?.code, 'single')
  })
})
