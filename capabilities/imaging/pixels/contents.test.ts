import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import sharp from 'sharp'
import { waveform } from '../contract/contents.ts'
import { contentOf, type FoundContent } from './contents.ts'
import { documentFile, photographFile, type SlideSaid, slideFile, waveformFile } from './contents-under-test.ts'
import { mayShowLabel, openDicom, shownFrames, Unreadable } from './index.ts'
import { withColours } from './jpeg-colours.ts'
import { readTileTable } from './tile-file.ts'

const tiles = ['one', 'two', 'three', 'four'].map((word) => Buffer.from(word.padEnd(6)))

function found(file: Buffer): FoundContent {
  const content = contentOf(openDicom(file))
  assert.ok(content)
  return content
}

/** The words of the tiles at places of the grid, `-` where there is none. */
async function wordsAt(said: SlideSaid, cells: readonly number[]): Promise<string[]> {
  const { bytes } = found(slideFile(said))
  const table = await readTileTable(async (start, end) => bytes.subarray(start, end))
  return cells.map((cell) => {
    const place = table?.placeOf(cell)
    return place ? bytes.toString('latin1', ...place).trim() : '-'
  })
}

const isUnreadable = (problem: string) => (error: unknown) => error instanceof Unreadable && error.problem === problem

describe('the tiles of a slide', () => {
  it('lie in the order of a full grid', async () => {
    assert.deepEqual(await wordsAt({ tiles }, [0, 1, 2, 3, 4]), ['one', 'two', 'three', 'four', '-'])
  })

  it('lie where a sparse object says, with places that are empty', async () => {
    const places: [number, number][] = [
      [5, 5],
      [1, 1],
    ]
    assert.deepEqual(await wordsAt({ tiles: tiles.slice(0, 2), places }, [0, 1, 2, 3]), ['two', '-', '-', 'one'])
  })

  it('go on where the part before them ended', async () => {
    assert.deepEqual(await wordsAt({ tiles: tiles.slice(0, 2), offset: 2 }, [0, 1, 2, 3]), ['-', '-', 'one', 'two'])
    assert.equal((found(slideFile({ tiles, offset: 0 })).facts as { level?: string }).level, '1.2.9')
  })

  it('are refused where they overlap, or where nobody can tell where they lie', () => {
    const overlapping: [number, number][] = [
      [1, 1],
      [3, 1],
    ]
    const read = (said: SlideSaid) => () => contentOf(openDicom(slideFile(said)))
    assert.throws(read({ tiles: tiles.slice(0, 2), places: overlapping }), isUnreadable('pixels-unreadable'))
    assert.throws(read({ tiles, columns: 2_000_000_000, rows: 2_000_000_000 }), isUnreadable('too-large'))
  })

  it('show the first of several depths', async () => {
    assert.deepEqual(await wordsAt({ tiles, columns: 4, rows: 8 }, [0, 1, 2]), ['one', 'two', '-'])
  })

  it('have a scale only where both directions say the same', () => {
    const spacing = (said: string) => (found(slideFile({ tiles, spacing: said })).facts as { spacing?: number }).spacing
    assert.equal(spacing('0.00025\\0.00025'), 0.00025)
    assert.equal(spacing('0.0007\\0.0003'), null)
  })
})

describe('the label of a slide', () => {
  it('is known by what the object says, and doubted where an overview says nothing', () => {
    const shows = (said: Omit<SlideSaid, 'tiles'>) => mayShowLabel(openDicom(slideFile({ tiles, ...said })))
    assert.equal(shows({}), false)
    assert.equal(shows({ flavor: 'LABEL', showsLabel: 'NO' }), true)
    assert.equal(shows({ showsLabel: 'YES' }), true)
    assert.equal(shows({ flavor: 'OVERVIEW' }), true)
    assert.equal(shows({ flavor: 'OVERVIEW', showsLabel: 'NO' }), false)
  })
})

describe('a tile whose colors DICOM alone calls red, green and blue', () => {
  it('says so itself, and is the same in every other byte', async () => {
    const made = { create: { width: 8, height: 8, channels: 3 as const, background: '#c04080' } }
    const jpeg = await sharp(made).jpeg().toBuffer()
    assert.equal(withColours(jpeg, 'YBR_FULL_422'), jpeg)
    const told = Buffer.from(withColours(jpeg, 'RGB'))
    assert.ok(told.subarray(18).equals(jpeg.subarray(2)))
    // the samples are brightness and differences here: read as colors they are those numbers
    const { data } = await sharp(told).raw().toBuffer({ resolveWithObject: true })
    const wanted = [0.299 * 192 + 0.587 * 64 + 0.114 * 128, 128 - 0.1687 * 192 - 0.3313 * 64 + 0.5 * 128]
    for (const [index, value] of wanted.entries()) assert.ok(Math.abs((data[index] ?? 0) - value) < 3, `${data[index]}`)
  })
})

describe('a photograph whose colors DICOM alone calls red, green and blue', () => {
  it('is read as such', async () => {
    const made = { create: { width: 8, height: 8, channels: 3 as const, background: '#c04080' } }
    const jpeg = await sharp(made).jpeg().toBuffer()
    const frameOf = async (photometric: string) => {
      for await (const { samples } of shownFrames(openDicom(photographFile(jpeg, photometric))))
        return [...samples].slice(0, 3)
      return []
    }
    const brightness = 0.299 * 192 + 0.587 * 64 + 0.114 * 128
    assert.ok(Math.abs(((await frameOf('YBR_FULL_422'))[0] ?? 0) - 192) < 3)
    assert.ok(Math.abs(((await frameOf('RGB'))[0] ?? 0) - brightness) < 3)
  })
})

describe('a waveform', () => {
  it('gives each sample as it was recorded, with its scale, and none where there was none', () => {
    const { facts, bytes } = found(waveformFile([400, -5, -32768, 7]))
    assert.deepEqual(facts, { kind: 'waveform', channels: 2, seconds: 2 / 250 })
    const [group] = waveform.parse(JSON.parse(bytes.toString())).groups
    assert.equal(group?.frequency, 250)
    // 1.25 µV times a correction of 2, above 10 µV
    assert.deepEqual(group.channels[0], { label: 'II', scale: 0.0025, baseline: 0.01, samples: [400, null] })
    assert.deepEqual(group.channels[1], { label: 'V1', scale: 0.008, baseline: 0, samples: [-5, 7] })
  })

  it('draws no pressure as a voltage', () => {
    const { bytes } = found(waveformFile([1, 2], 'mm[Hg]'))
    const said = waveform.parse(JSON.parse(bytes.toString()))
    assert.equal(said.others, 1)
    assert.deepEqual(
      said.groups[0]?.channels.map(({ label }) => label),
      ['II'],
    )
  })
})

describe('a document', () => {
  it('is the very PDF, without the byte that made its length even', () => {
    const pdf = Buffer.from('%PDF-1.4 /Type/Pages/Count 3 /Kids[] x')
    const odd = Buffer.concat([pdf, Buffer.from(pdf.length % 2 === 0 ? 'x' : '')])
    const { facts, bytes } = found(documentFile(odd))
    assert.ok(bytes.equals(odd))
    assert.deepEqual(facts, { kind: 'document', title: 'Ket qua', bytes: odd.length, pages: 3 })
  })

  it('is refused where it is none', () => {
    assert.throws(() => contentOf(openDicom(documentFile(Buffer.from('<html>')))), isUnreadable('pixels-unreadable'))
  })
})
