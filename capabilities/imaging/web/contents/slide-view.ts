import OpenSeadragon from 'openseadragon'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ContentAddresses } from './content-address.ts'
import type { SlidePicture } from './slide-levels.ts'

/** What of a slide is seen. */
export type SlideView = {
  /** CSS pixels for a pixel of the largest level. */
  zoom: number
  /** Left, top, width and height in pixels of the largest level. */
  bounds: readonly [number, number, number, number]
  /** True when every tile of the view is there. */
  isLoaded: boolean
}

/** A part of a slide, in pixels of its finest level. */
export type SlidePart = { left: number; top: number; width: number; height: number }

const tilesAtOnce = 6
const closest = 4

/** The slide in an element, and what is seen of it. */
export function useSlideView(element: HTMLElement | null, at: ContentAddresses, levels: readonly SlidePicture[]) {
  const [view, setView] = useState<SlideView | null>(null)
  const viewer = useRef<OpenSeadragon.Viewer | null>(null)
  useEffect(() => {
    if (!element || levels.length === 0) return
    const opened = openViewer(element, at, levels)
    viewer.current = opened
    const look = () => setView(viewOf(opened))
    opened.addHandler('open', () => {
      const image = opened.world.getItemAt(0)
      const { x, y } = image.getContentSize()
      // what scanners fill the last tiles with is no part of the slide
      image.setClip(new OpenSeadragon.Rect(0, 0, x, y))
      image.addHandler('fully-loaded-change', look)
      look()
    })
    opened.addHandler('update-viewport', look)
    return () => {
      viewer.current = null
      opened.destroy()
    }
  }, [element, at, levels])
  const show = useCallback((part: SlidePart) => {
    const image = viewer.current?.world.getItemAt(0)
    if (!image) return false
    const { left, top, width, height } = part
    viewer.current?.viewport.fitBounds(image.imageToViewportRectangle(left, top, width, height))
    return true
  }, [])
  const zoomAt = useCallback((times: number, [x, y]: readonly [number, number]) => {
    const viewport = viewer.current?.viewport
    viewport?.zoomBy(times, viewport.pointFromPixel(new OpenSeadragon.Point(x, y))).applyConstraints()
  }, [])
  return {
    ...{ view, show, zoomAt },
    zoomBy: (times: number) => viewer.current?.viewport.zoomBy(times).applyConstraints(),
    whole: () => viewer.current?.viewport.goHome(),
  }
}

// the library writes a style of its own unless one is there that bears this name; the page's policy allows none
function withoutInlineStyle(): void {
  if (document.querySelector('style[data-openseadragon-mobile-css]')) return
  // of no namespace that styles anything, so that the policy has nothing to refuse
  const mark = document.createElementNS('urn:tuyen:none', 'style')
  mark.setAttribute('data-openseadragon-mobile-css', 'true')
  document.head.append(mark)
}

function openViewer(element: HTMLElement, at: ContentAddresses, levels: readonly SlidePicture[]): OpenSeadragon.Viewer {
  withoutInlineStyle()
  return OpenSeadragon({
    element,
    tileSources: [tileSourceOf(at, levels)],
    // the processor's canvas: a slide needs no graphics card, and every browser of a hospital has it
    drawer: 'canvas',
    showNavigationControl: false,
    showNavigator: true,
    navigatorPosition: 'BOTTOM_RIGHT',
    imageLoaderLimit: tilesAtOnce,
    maxZoomPixelRatio: closest,
    minZoomImageRatio: 0.8,
    visibilityRatio: 0.5,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true },
    animationTime: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 0.4,
  })
}

/** The levels as they are, whatever the ratio between them; the last tiles of a row are whole ones, as DICOM sends them. */
function tileSourceOf(addresses: ContentAddresses, levels: readonly SlidePicture[]): OpenSeadragon.TileSource {
  const base = levels.at(-1)
  if (!base) throw new Error('a slide without a level')
  const at = (level: number): SlidePicture => levels[level] ?? base
  const source = new OpenSeadragon.TileSource({
    width: base.columns,
    height: base.rows,
    tileSize: base.tileColumns,
    minLevel: 0,
    maxLevel: levels.length - 1,
    getTileUrl: (level: number, x: number, y: number) => {
      const { id, columns, tileColumns } = at(level)
      return addresses.tile(id, y * Math.ceil(columns / tileColumns) + x)
    },
  } as OpenSeadragon.TileSourceOptions)
  source.getLevelScale = (level) => at(level).columns / base.columns
  source.getTileWidth = (level) => at(level).tileColumns
  source.getTileHeight = (level) => at(level).tileRows
  source.getNumTiles = (level) => {
    const { columns, rows, tileColumns, tileRows } = at(level)
    return new OpenSeadragon.Point(Math.ceil(columns / tileColumns), Math.ceil(rows / tileRows))
  }
  source.getTileBounds = (level, x, y, isSource) => {
    const { columns, tileColumns, tileRows } = at(level)
    if (isSource) return new OpenSeadragon.Rect(0, 0, tileColumns, tileRows)
    const part = 1 / columns
    return new OpenSeadragon.Rect(x * tileColumns * part, y * tileRows * part, tileColumns * part, tileRows * part)
  }
  return source
}

function viewOf(viewer: OpenSeadragon.Viewer): SlideView | null {
  const image = viewer.world.getItemAt(0)
  if (!image) return null
  const { x, y, width, height } = image.viewportToImageRectangle(viewer.viewport.getBounds(true))
  return {
    zoom: image.viewportToImageZoom(viewer.viewport.getZoom(true)),
    bounds: [x, y, width, height],
    isLoaded: image.getFullyLoaded(),
  }
}
