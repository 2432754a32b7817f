// Frames as the drawing library takes them: an image loader and the metadata that it asks for.

import { cache, getShouldUseCPURendering, imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core'
import { numberIn, numbersIn, tags, textIn } from '../contract/dicom-json.ts'
import type { FrameSource } from './frame-queue.ts'
import type { Samples } from './frame-samples.ts'
import { fileWindow, type Slice } from './slices.ts'

const scheme = 'frames'
/** Values are in the units of the modality already. */
const scaled = {
  enabled: true,
  scaled: true,
  scalingParameters: { rescaleSlope: 1, rescaleIntercept: 0, modality: '' },
}
const known = new Map<string, { slice: Slice; load: () => Promise<Samples> }>()
let isRegistered = false

/**
 * The source of a slice as it is decoded for drawing. The processor draws by tables, which have whole numbers for places:
 * where units of the modality are fractions of samples, it is given the samples and the rule that makes units of them.
 */
export function drawnSource({ source }: Slice): FrameSource {
  const { slope, intercept } = source.shape
  const isWhole = Number.isInteger(slope) && Number.isInteger(intercept)
  if (isWhole || !getShouldUseCPURendering()) return source
  return { ...source, shape: { ...source.shape, slope: 1, intercept: 0 } }
}

/** Lets the library load slices; `load` gives the best samples of a slice that are there. */
export function registerSlices(slices: readonly Slice[], load: (slice: Slice) => Promise<Samples>): void {
  if (!isRegistered) {
    isRegistered = true
    imageLoader.registerImageLoader(scheme, (imageId) => ({ promise: loadImage(imageId) }))
    metaData.addProvider(provide, 1000)
  }
  for (const slice of slices) known.set(slice.imageId, { slice, load: async () => await load(slice) })
}

/** Lets go of slices that are shown no more. */
export function forgetSlices(slices: readonly Slice[]): void {
  for (const { imageId } of slices) {
    known.delete(imageId)
    dropImage(imageId)
  }
}

/** Lets the next look at an image load it anew, since more of it is there. */
export function dropImage(imageId: string): void {
  if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true })
}

async function loadImage(imageId: string): Promise<Types.IImage> {
  const found = known.get(imageId)
  if (!found) throw new Error('the slice is not known')
  return imageOf(imageId, found.slice, await found.load())
}

function imageOf(imageId: string, slice: Slice, { values, min, max }: Samples): Types.IImage {
  const { metadata, source } = slice
  const isScaled = drawnSource(slice) === source
  const { slope, intercept } = isScaled ? { slope: 1, intercept: 0 } : source.shape
  const { columns, rows, components } = source.shape
  const isColour = components === 3
  const window = isColour ? { center: 128, width: 256 } : fileWindow(metadata)
  const [row, column] = numbersIn(metadata, tags.pixelSpacing)
  const numberOfComponents = isColour ? 4 : 1
  const image = {
    ...{ imageId, columns, rows, width: columns, height: rows, color: isColour, rgba: isColour, numberOfComponents },
    ...{ slope, intercept, minPixelValue: min, maxPixelValue: max },
    dataType: values.constructor.name,
    windowCenter: window?.center ?? ((min + max) / 2) * slope + intercept,
    windowWidth: window?.width ?? Math.max(1, (max - min) * slope),
    voiLUTFunction: 'LINEAR',
    invert: textIn(metadata, tags.photometric) === 'MONOCHROME1',
    rowPixelSpacing: row ?? 1,
    columnPixelSpacing: column ?? 1,
    sizeInBytes: values.byteLength,
    ...(isScaled ? { preScale: scaled } : {}),
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      ...{ width: columns, height: rows, scalarData: values, numberOfComponents },
    }),
    getPixelData: () => values,
    getCanvas: isColour ? () => canvasOf(values, columns, rows) : undefined,
  }
  // the library's type asks for fields that only its own loader fills
  return image as unknown as Types.IImage
}

function canvasOf(values: Samples['values'], width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const data = new ImageData(Uint8ClampedArray.from(values), width, height)
  canvas.getContext('2d')?.putImageData(data, 0, 0)
  return canvas
}

function provide(type: string, imageId: string): unknown {
  const found = typeof imageId === 'string' ? known.get(imageId) : undefined
  return found ? modules[type]?.(found.slice) : undefined
}

const modules: Record<string, (slice: Slice) => unknown> = {
  imagePlaneModule: ({ metadata, source }) => planeOf(metadata, source.shape),
  imagePixelModule: ({ source: { shape } }) => ({
    ...{ rows: shape.rows, columns: shape.columns, samplesPerPixel: shape.components },
    ...{ bitsAllocated: shape.bitsAllocated, bitsStored: shape.bitsAllocated, highBit: shape.bitsAllocated - 1 },
    // values were made modality units, which may be below zero
    pixelRepresentation: shape.isSigned || shape.intercept < 0 ? 1 : 0,
    photometricInterpretation: shape.components === 3 ? 'RGB' : 'MONOCHROME2',
  }),
  generalSeriesModule: ({ metadata }) => ({
    modality: textIn(metadata, tags.modality),
    seriesInstanceUID: textIn(metadata, tags.seriesUid),
  }),
  voiLutModule: ({ metadata }) => {
    const window = fileWindow(metadata)
    return window ? { windowCenter: [window.center], windowWidth: [window.width] } : {}
  },
  modalityLutModule: (slice) => {
    const { slope, intercept } = slice.source.shape
    return drawnSource(slice) === slice.source
      ? { rescaleSlope: 1, rescaleIntercept: 0 }
      : { rescaleSlope: slope, rescaleIntercept: intercept }
  },
}

function planeOf(metadata: Slice['metadata'], { rows, columns }: Slice['source']['shape']) {
  const [row, column] = numbersIn(metadata, tags.pixelSpacing)
  const orientation = numbersIn(metadata, tags.orientation)
  const position = numbersIn(metadata, tags.position)
  const [right, down] =
    orientation.length === 6
      ? [orientation.slice(0, 3), orientation.slice(3)]
      : [
          [1, 0, 0],
          [0, 1, 0],
        ]
  return {
    frameOfReferenceUID: textIn(metadata, '00200052') || undefined,
    ...{ rows, columns, rowCosines: right, columnCosines: down },
    imageOrientationPatient: [...(right ?? []), ...(down ?? [])],
    imagePositionPatient: position.length === 3 ? position : [0, 0, 0],
    sliceThickness: numberIn(metadata, tags.sliceThickness) ?? 1,
    ...{ pixelSpacing: [row ?? 1, column ?? 1], rowPixelSpacing: row ?? 1, columnPixelSpacing: column ?? 1 },
    usingDefaultValues: orientation.length !== 6,
  }
}
