import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { drawHatch, insideOf } from './hatch.ts'

const square = insideOf(Uint8Array.from([9, 2, 6, 2, 45]), 8, 8)

describe('a region over an image', () => {
  test('is read from its runs, and ends where the image ends', () => {
    assert.deepEqual(
      [...square.entries()].filter(([, value]) => value).map(([at]) => at),
      [9, 10, 17, 18],
    )
    assert.equal(insideOf(Uint8Array.from([1, 0xff, 0xff, 0x03]), 2, 2).join(), '0,1,1,1')
  })

  for (const [name, matrix] of [
    ['upright', [10, 0, 0, 10, 3, 5]],
    ['mirrored and turned', [0, 10, -10, 0, 95, 2]],
    ['smaller', [0.5, 0, 0, 0.5, 40, 40]],
  ] as const)
    test(`is drawn inside of its pixels alone, ${name}, and not filled`, () => {
      const picture = { width: 100, height: 100, data: new Uint8ClampedArray(100 * 100 * 4) } as ImageData
      drawHatch(picture, { columns: 8, rows: 8, inside: square, pattern: 0 }, matrix)
      const [a, b, c, d, e, f] = matrix
      let drawn = 0
      let all = 0
      for (let y = 0; y < 100; y += 1)
        for (let x = 0; x < 100; x += 1) {
          const [right, down] = [x + 0.5 - e, y + 0.5 - f]
          const column = (d * right - c * down) / (a * d - b * c)
          const row = (a * down - b * right) / (a * d - b * c)
          const isInside = column >= 1 && column < 3 && row >= 1 && row < 3
          if (isInside) all += 1
          if (!picture.data[(y * 100 + x) * 4 + 3]) continue
          drawn += 1
          assert.ok(isInside, `${x} ${y}`)
        }
      assert.ok(drawn > 0 && (all < 4 || drawn < all), `${drawn} of ${all}`)
    })
})
