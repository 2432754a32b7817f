// Small objects of other kinds than frames, element by element, so that a test knows every byte of them.

type Value = string | number[] | Buffer | Buffer[]

const long = new Set(['OB', 'OW', 'SQ', 'UN', 'UT'])

/** An element of an explicit little endian data set; a list of buffers makes the items of a sequence. */
export function element(tag: string, vr: string, value: Value): Buffer {
  const body = bodyOf(vr, value)
  const even =
    body.length % 2 === 0 ? body : Buffer.concat([body, Buffer.from(vr === 'UI' || vr === 'OB' ? '\0' : ' ')])
  const head = Buffer.alloc(long.has(vr) ? 12 : 8)
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0)
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2)
  head.write(vr, 4, 'latin1')
  if (long.has(vr)) head.writeUInt32LE(even.length, 8)
  else head.writeUInt16LE(even.length, 6)
  return Buffer.concat([head, even])
}

function bodyOf(vr: string, value: Value): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'latin1')
  if (Buffer.isBuffer(value)) return value
  if (vr === 'SQ') return Buffer.concat((value as Buffer[]).map(itemOf))
  const wide = vr === 'UL' || vr === 'SL' ? 4 : 2
  const out = Buffer.alloc(value.length * wide)
  for (const [index, number] of (value as number[]).entries())
    if (wide === 4) out.writeInt32LE(number, index * 4)
    else out.writeUInt16LE(number & 0xffff, index * 2)
  return out
}

const itemOf = (body: Buffer): Buffer => {
  const head = Buffer.from('feff00e000000000', 'hex')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

const jpegBaseline = '1.2.840.10008.1.2.4.50'
const explicitLittle = '1.2.840.10008.1.2.1'

/** A file of a class with these elements after those that name it. */
export function objectFile(sopClass: string, elements: readonly Buffer[], syntax = explicitLittle): Buffer {
  const meta = Buffer.concat([
    element('00020002', 'UI', sopClass),
    element('00020003', 'UI', '1.2.3.4'),
    element('00020010', 'UI', syntax),
  ])
  const group = element('00020000', 'UL', [meta.length])
  return Buffer.concat([
    ...[Buffer.alloc(128), Buffer.from('DICM'), group, meta],
    element('00080016', 'UI', sopClass),
    element('00080018', 'UI', '1.2.3.4'),
    element('0020000d', 'UI', '1.2.3'),
    element('0020000e', 'UI', '1.2.3.1'),
    ...elements,
  ])
}

/** How a slide of tiles of 4 × 4 is to be. */
export type SlideSaid = {
  columns?: number
  rows?: number
  tiles: readonly Buffer[]
  /** ImageType's third value. */
  flavor?: string
  showsLabel?: string
  /** Where each frame lies, its first column and row from 1; without it the grid is full. */
  places?: readonly [number, number][]
  offset?: number
  spacing?: string
}

/** An object of a slide whose tiles are the given bytes. */
export function slideFile(said: SlideSaid): Buffer {
  const { columns = 8, rows = 8, tiles, flavor = 'VOLUME', places, offset } = said
  const pixel = tiles.map(itemOf)
  const end = Buffer.from('feffdde000000000', 'hex')
  const pixels = Buffer.concat([Buffer.from('e07f10004f420000ffffffff', 'hex'), itemOf(Buffer.alloc(0)), ...pixel, end])
  const position = ([column, row]: [number, number]) =>
    element('0048021a', 'SQ', [Buffer.concat([element('0048021e', 'SL', [column]), element('0048021f', 'SL', [row])])])
  const measures = element('00289110', 'SQ', [element('00280030', 'DS', said.spacing ?? '0.0005\\0.0005')])
  return objectFile(
    '1.2.840.10008.5.1.4.1.1.77.1.6',
    [
      element('00080008', 'CS', `DERIVED\\PRIMARY\\${flavor}\\NONE`),
      ...(places ? [] : [element('00209311', 'CS', 'TILED_FULL')]),
      ...(offset === undefined ? [] : [element('00209161', 'UI', '1.2.9'), element('00209228', 'UL', [offset])]),
      element('00280002', 'US', [3]),
      element('00280004', 'CS', 'YBR_FULL_422'),
      element('00280008', 'IS', String(tiles.length)),
      ...['00280010', '00280011'].map((tag) => element(tag, 'US', [4])),
      ...['00280100', '00280101'].map((tag) => element(tag, 'US', [8])),
      element('00480006', 'UL', [columns]),
      element('00480007', 'UL', [rows]),
      ...(said.showsLabel ? [element('00480010', 'CS', said.showsLabel)] : []),
      element('52009229', 'SQ', [measures]),
      ...(places ? [element('52009230', 'SQ', places.map(position))] : []),
      pixels,
    ],
    jpegBaseline,
  )
}

/** A waveform of two leads of 16 bits, the first in microvolts, the second in what is given. */
export function waveformFile(samples: readonly number[], unit = 'mV'): Buffer {
  const lead = (label: string, code: string, sensitivity: string, baseline: string) =>
    Buffer.concat([
      element('003a0203', 'SH', label),
      element('003a0210', 'DS', sensitivity),
      element('003a0211', 'SQ', [element('00080100', 'SH', code)]),
      element('003a0212', 'DS', '2'),
      element('003a0213', 'DS', baseline),
    ])
  const group = Buffer.concat([
    element('003a0005', 'US', [2]),
    element('003a0010', 'UL', [samples.length / 2]),
    element('003a001a', 'DS', '250'),
    element('003a0200', 'SQ', [lead('II', 'uV', '1.25', '10'), lead('V1', unit, '0.004', '0')]),
    element('54001004', 'US', [16]),
    element('54001006', 'CS', 'SS'),
    element('5400100a', 'OW', bodyOf('US', [-32768])),
    element('54001010', 'OW', bodyOf('US', [...samples])),
  ])
  return objectFile('1.2.840.10008.5.1.4.1.1.9.1.1', [element('54000100', 'SQ', [group])])
}

/** A PDF in an object, with the byte that makes its length even. */
export const documentFile = (pdf: Buffer): Buffer =>
  objectFile('1.2.840.10008.5.1.4.1.1.104.1', [
    element('00420010', 'ST', 'Ket qua'),
    element('00420011', 'OB', pdf),
    element('00420015', 'UL', [pdf.length]),
  ])

/** A photograph of 8 × 8 in one JPEG. */
export const photographFile = (jpeg: Buffer, photometric: string): Buffer => {
  const even = jpeg.length % 2 === 0 ? jpeg : Buffer.concat([jpeg, Buffer.alloc(1)])
  const end = Buffer.from('feffdde000000000', 'hex')
  return objectFile(
    '1.2.840.10008.5.1.4.1.1.77.1.4',
    [
      element('00280002', 'US', [3]),
      element('00280004', 'CS', photometric),
      ...['00280010', '00280011', '00280100', '00280101'].map((tag) => element(tag, 'US', [8])),
      Buffer.concat([Buffer.from('e07f10004f420000ffffffff', 'hex'), itemOf(Buffer.alloc(0)), itemOf(even), end]),
    ],
    jpegBaseline,
  )
}
