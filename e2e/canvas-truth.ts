import { readFileSync } from 'node:fs'
import dcmjs from 'dcmjs'
import type { Page } from 'playwright-core'

/** How many points of the stage were compared with the file, and the greatest difference in grey levels of 255. */
export type CanvasTruth = { compared: number; worst: number }

type Image = { uid: string; columns: number; rows: number; values: Float64Array; isInverted: boolean }
type Seen = {
  imageId: string
  renderer: string
  window: string
  matrix: number[]
  width: number
  height: number
  /** Device pixels of the canvas for each CSS pixel. */
  ratio: number
  /** The red channel, row by row. */
  greys: Uint8Array
}

const maxPoints = 2000
/** Greys between neighbours; steeper places tell about the sixteenth of a pixel to which browsers stretch, not about greys. */
const maxSteepness = 12

/**
 * Compares what a viewer on the page has painted with the pixels of the DICOM file that it says it shows: each point is
 * calculated from the file by the linear window of PS3.3 C.11.2.1.2.1 and the same interpolation. Throws when the page
 * has no painted viewer or shows an image that is not among the files. `fileOf` says in which file an image was made,
 * where that is not the one that bears its UID.
 */
export async function canvasTruth(
  page: Page,
  files: string | readonly string[],
  fileOf?: (imageId: string) => string,
): Promise<CanvasTruth> {
  const seen = await look(page)
  const all = typeof files === 'string' ? [files] : files
  const image = all
    .filter((file) => !fileOf || file === fileOf(seen.imageId))
    .map((file) => images.get(file) ?? keep(file))
    .find((each) => fileOf || seen.imageId.includes(`/instances/${each.uid}/`))
  if (!image) throw new Error(`the page shows ${seen.imageId}, which is in none of the files`)
  const [width = 0, center = 0] = seen.window.split('/').map(Number)
  const shade = (value: number) => Math.max(0, Math.min(1, (value - (center - 0.5)) / (width - 1) + 0.5)) * 255
  const grey = (value: number) => (image.isInverted ? 255 - shade(value) : shade(value))
  // the processor draws greys and stretches them, the graphics card stretches values and then draws greys
  const expectedAt =
    seen.renderer === 'cpu' ? (x: number, y: number) => blend(image, x, y, grey) : valueThen(image, grey)
  const greysAround = (spot: Spot) => around(image, spot).map(grey)
  const points = pointsOf(seen, image).filter((spot) => rangeOf(greysAround(spot)) <= maxSteepness)
  const between = points.filter((spot) => greysAround(spot).some((value) => value > 0 && value < 255))
  // black air and white bone are easily right: most points are those between
  const chosen = [...thinned(between, maxPoints), ...thinned(points, Math.min(200, between.length))]
  const worst = chosen.map(({ x, y, at }) => Math.abs(expectedAt(x, y) - (seen.greys[at] ?? 0)))
  return { compared: chosen.length, worst: Math.max(0, ...worst) }
}

// a file is read once, however often the page is looked at
const images = new Map<string, Image>()
function keep(file: string): Image {
  const image = read(file)
  images.set(file, image)
  return image
}

const valueThen = (image: Image, grey: (value: number) => number) => (x: number, y: number) =>
  grey(blend(image, x, y, (value) => value))

async function look(page: Page): Promise<Seen> {
  const viewer = page.locator('[data-slices][data-ready="yes"]').first()
  await viewer.waitFor()
  const seen = await viewer.evaluate((root) => {
    const canvas = root.querySelector('canvas')
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
    if (!canvas || !pixels) throw new Error('the viewer has no readable canvas')
    // as text: a million numbers in a list take seconds to cross over
    let greys = ''
    for (let at = 0; at < pixels.data.length; at += 4) greys += String.fromCharCode(pixels.data[at] ?? 0)
    return {
      imageId: root.getAttribute('data-image') ?? '',
      renderer: root.getAttribute('data-renderer') ?? '',
      window: root.getAttribute('data-window') ?? '',
      matrix: (root.getAttribute('data-matrix') ?? '').split(' ').map(Number),
      width: canvas.width,
      height: canvas.height,
      ratio: canvas.width / canvas.getBoundingClientRect().width,
      greys: btoa(greys),
    }
  })
  return { ...seen, greys: Buffer.from(seen.greys, 'base64') }
}

function read(file: string): Image {
  const bytes = new Uint8Array(readFileSync(file)).buffer
  const { dict } = dcmjs.data.DicomMessage.readFile(bytes)
  const data = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict)
  const [columns, rows] = [Number(data['Columns']), Number(data['Rows'])]
  const [slope, intercept] = [Number(data['RescaleSlope'] ?? 1), Number(data['RescaleIntercept'] ?? 0)]
  const found = data['PixelData']
  const pixels = (Array.isArray(found) ? found[0] : found) as ArrayBuffer
  const stored =
    Number(data['PixelRepresentation']) === 1
      ? new Int16Array(pixels, 0, columns * rows)
      : new Uint16Array(pixels, 0, columns * rows)
  return {
    uid: String(data['SOPInstanceUID']),
    columns,
    rows,
    isInverted: data['PhotometricInterpretation'] === 'MONOCHROME1',
    values: Float64Array.from(stored, (value) => value * slope + intercept),
  }
}

type Spot = { x: number; y: number; at: number }

/** The pixels of the canvas that lie on the image, with the place of their middle in it; its corner is 0, 0. */
function pointsOf(seen: Seen, image: Image): Spot[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = seen.matrix
  const determinant = a * d - b * c
  const spots: Spot[] = []
  for (let row = 0; row < seen.height; row += 1) {
    for (let column = 0; column < seen.width; column += 1) {
      const [left, top] = [(column + 0.5) / seen.ratio - e, (row + 0.5) / seen.ratio - f]
      const [x, y] = [(d * left - c * top) / determinant, (a * top - b * left) / determinant]
      const isInside = x >= 2 && y >= 2 && x <= image.columns - 2 && y <= image.rows - 2
      if (isInside) spots.push({ x, y, at: row * seen.width + column })
    }
  }
  return spots
}

const thinned = (spots: readonly Spot[], count: number): Spot[] => {
  const step = Math.max(1, Math.ceil(spots.length / Math.max(1, count)))
  return spots.filter((_, index) => index % step === 0)
}

const valueAt = (image: Image, column: number, row: number): number => image.values[row * image.columns + column] ?? 0

/** The values of the four pixels around a place. */
function around(image: Image, { x, y }: Spot): number[] {
  const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)]
  const at = (right: number, down: number) => valueAt(image, column + right, row + down)
  return [at(0, 0), at(1, 0), at(0, 1), at(1, 1)]
}

const rangeOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)

/** The weighted mean of the four pixels around a place, each changed first. */
function blend(image: Image, x: number, y: number, change: (value: number) => number): number {
  const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)]
  const [right, down] = [x - 0.5 - column, y - 0.5 - row]
  const at = (dx: number, dy: number) => change(valueAt(image, column + dx, row + dy))
  return (at(0, 0) * (1 - right) + at(1, 0) * right) * (1 - down) + (at(0, 1) * (1 - right) + at(1, 1) * right) * down
}
