import { getShouldUseCPURendering, type Types, utilities } from '@cornerstonejs/core'
import type { Matrix, View, Window } from './viewer-state.ts'

/** The camera before a stack: it shows a view, and says where the pixels of an image lie on the element. */
export class StageCamera {
  readonly #viewport: Types.IStackViewport
  readonly #element: HTMLElement

  constructor(viewport: Types.IStackViewport, element: HTMLElement) {
    this.#viewport = viewport
    this.#element = element
  }

  /** Sets window, size and place as the view says. */
  show(view: View): void {
    const viewport = this.#viewport
    if (view.window) viewport.setProperties({ voiRange: rangeOf(view.window) })
    viewport.resetCamera()
    const camera = viewport.getCamera()
    viewport.setCamera({ parallelScale: (camera.parallelScale ?? 1) / view.zoom })
    this.#center(view)
  }

  /** Columns and rows of the image that is drawn. */
  size(): [number, number] | null {
    const dimensions = this.#viewport.getImageData()?.dimensions
    return dimensions ? [dimensions[0], dimensions[1]] : null
  }

  /** From pixels of the image to those of the element. */
  // the renderers count the middle of the first pixel (GPU) or its corner (CPU) as 0; ours is the corner
  matrix(): Matrix | null {
    const found = this.#viewport.getImageData()?.imageData
    if (!found?.indexToWorld) return null
    const corner = getShouldUseCPURendering() ? 0 : 0.5
    const at = (x: number, y: number) => {
      const world = found.indexToWorld?.([x - corner, y - corner, 0] as Types.Point3) as Types.Point3
      return this.#viewport.worldToCanvas(world)
    }
    const [zero, right, down] = [at(0, 0), at(100, 0), at(0, 100)]
    return [
      (right[0] - zero[0]) / 100,
      (right[1] - zero[1]) / 100,
      (down[0] - zero[0]) / 100,
      (down[1] - zero[1]) / 100,
      zero[0],
      zero[1],
    ]
  }

  #center(view: View): void {
    if (view.focus[0] === 0.5 && view.focus[1] === 0.5) return
    const size = this.size()
    const matrix = this.matrix()
    if (!size || !matrix) return
    const [a, b, c, d, e, f] = matrix
    const [x, y] = [view.focus[0] * size[0], view.focus[1] * size[1]]
    const wanted = this.#viewport.canvasToWorld([a * x + c * y + e, b * x + d * y + f])
    const { clientWidth, clientHeight } = this.#element
    const middle = this.#viewport.canvasToWorld([clientWidth / 2, clientHeight / 2])
    const { focalPoint, position } = this.#viewport.getCamera()
    const move = (point?: Types.Point3): Types.Point3 | undefined =>
      point && (point.map((part, axis) => part + (wanted[axis] ?? 0) - (middle[axis] ?? 0)) as Types.Point3)
    const [newFocal, newPosition] = [move(focalPoint), move(position)]
    if (newFocal && newPosition) this.#viewport.setCamera({ focalPoint: newFocal, position: newPosition })
  }
}

/** PS3.3 C.11.2.1.2.1: the values that become black and white. */
const rangeOf = ({ center, width }: Window) => utilities.windowLevel.toLowHighRange(Math.max(2, width), center)

/** The window that an image asks for, or one that shows all of its values. */
export function windowOf(image: Types.IImage): Window {
  const first = (value: number | number[]) => (Array.isArray(value) ? value[0] : value)
  const [center, width] = [first(image.windowCenter), first(image.windowWidth)]
  if (center !== undefined && width !== undefined && width > 1) return { center, width }
  return {
    center: ((image.minPixelValue + image.maxPixelValue) / 2) * image.slope + image.intercept,
    width: Math.max(2, (image.maxPixelValue - image.minPixelValue) * image.slope),
  }
}
