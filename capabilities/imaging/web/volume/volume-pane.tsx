import { useEffect, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { onPlane, type PlaneName } from './planes.ts'
import { useVolumeState } from './use-volume.ts'
import style from './volume.module.css'
import { useVolumeGestures } from './volume-gestures.ts'
import type { VolumePanes } from './volume-panes.ts'
import type { PaintedPlane, VolumeStore } from './volume-state.ts'
import { volumeWords } from './volume-words.ts'

const edges = {
  axial: { left: 'right', right: 'left', top: 'front' },
  coronal: { left: 'right', right: 'left', top: 'head' },
  sagittal: { left: 'front', right: 'back', top: 'head' },
} as const

type Props = { store: VolumeStore; name: PlaneName; panes: VolumePanes | null }

/** One plane of a volume with the crosshair, and the sides of the patient at its edges. */
export function VolumePane({ store, name, panes }: Props) {
  const t = useWords(volumeWords)
  const state = useVolumeState(store)
  const [surface, setSurface] = useState<HTMLDivElement | null>(null)
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  useVolumeGestures(surface, store, name)
  useEffect(() => {
    if (!panes || !canvas) return undefined
    panes.setCanvas(name, canvas)
    return () => panes.setCanvas(name, null)
  }, [panes, canvas, name])
  const painted = state.painted[name]
  const { thicknessMm, mode } = painted?.slab ?? state.view.slab
  return (
    <div
      ref={setSurface}
      className={style['pane']}
      role="img"
      aria-label={t(name)}
      data-plane={name}
      data-chosen={state.view.plane === name ? 'yes' : 'no'}
      data-current={painted?.isCurrent ? 'yes' : 'no'}
      data-tool={state.tool}
      {...factsOf(painted)}
    >
      <canvas ref={setCanvas} className={style['raster']} width={1} height={1} />
      {painted ? <Crosshair store={store} painted={painted} /> : null}
      <p className={style['name']}>
        <b>{t(name)}</b> {thicknessMm > 0 ? `${t(mode)} ${t('millimetres', { n: Math.round(thicknessMm) })}` : ''}
      </p>
      {painted ? (
        <>
          <span className={style['edgeLeft']}>{t(edges[name].left)}</span>
          <span className={style['edgeRight']}>{t(edges[name].right)}</span>
          <span className={style['edgeTop']}>{t(edges[name].top)}</span>
        </>
      ) : null}
    </div>
  )
}

/** Where the other two planes meet this one. */
function Crosshair({ store, painted }: { store: VolumeStore; painted: PaintedPlane }) {
  const { view } = useVolumeState(store)
  if (!view.cross) return null
  const [column, row] = onPlane(painted.plane, view.cross)
  const x = (column - painted.focus[0]) * painted.scale
  const y = (row - painted.focus[1]) * painted.scale
  return (
    <svg className={style['cross']} aria-hidden="true" data-cross={`${column} ${row}`}>
      <g transform={`translate(${x} ${y})`}>
        <path d="M-4000 0H-14M14 0H4000M0-4000V-14M0 14V4000" />
      </g>
    </svg>
  )
}

/** What is painted, for tests and for those who watch the page from outside. */
function factsOf(painted: PaintedPlane | null) {
  if (!painted) return {}
  const { plane, slab, window } = painted
  return {
    'data-origin': plane.origin.join(' '),
    'data-mm': plane.mmPerPixel,
    'data-slab': `${slab.mode} ${slab.thicknessMm}`,
    'data-window': `${window.width}/${window.center}`,
  }
}
