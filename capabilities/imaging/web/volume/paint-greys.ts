import type { Window } from '../viewer-state.ts'

/** Values row by row, in the units of the modality; NaN where nothing is known. */
type Greys = { values: ArrayLike<number>; columns: number; rows: number }

/** Paints values into a canvas by the linear window of PS3.3 C.11.2.1.2.1, one pixel for each; what is not known is black. */
export function paintGreys(
  canvas: HTMLCanvasElement,
  { values, columns, rows }: Greys,
  { window, isInverted }: { window: Window; isInverted: boolean },
): void {
  if (canvas.width !== columns) canvas.width = columns
  if (canvas.height !== rows) canvas.height = rows
  const image = new ImageData(columns, rows)
  const pixels = new Uint32Array(image.data.buffer)
  const low = window.center - 0.5
  const times = 255 / Math.max(1, window.width - 1)
  for (let at = 0; at < pixels.length; at += 1) {
    const value = values[at] ?? Number.NaN
    const part = Math.max(0, Math.min(255, (value - low) * times + 127.5))
    const grey = Number.isNaN(part) ? 0 : Math.round(isInverted ? 255 - part : part)
    pixels[at] = 0xff000000 | (grey << 16) | (grey << 8) | grey
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0)
}
