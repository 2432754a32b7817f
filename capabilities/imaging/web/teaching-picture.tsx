import { type PointerEvent, useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import type { Box, TeachingImage } from '../contract/teaching.ts'
import style from './teaching.module.css'
import { teachingPicture } from './teaching-queries.ts'
import { teachingWords } from './teaching-words.ts'

type Props = {
  copyId: string
  image: TeachingImage
  boxes: readonly Box[]
  /** Absent when nothing can be drawn any more. */
  onDraw?: ((box: Box) => void) | undefined
}

type Point = { x: number; y: number }
const leastSide = 3

/** An image with the boxes that will be black; a drag over it draws another. */
export function TeachingPicture({ copyId, image, boxes, onDraw }: Props) {
  const t = useWords(teachingWords)
  const [frame, setFrame] = useState(1)
  const [drag, setDrag] = useState<{ from: Point; to: Point } | null>(null)
  const pointOf = (event: PointerEvent): Point => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return {
      x: Math.min(image.columns, Math.max(0, ((event.clientX - left) / width) * image.columns)),
      y: Math.min(image.rows, Math.max(0, ((event.clientY - top) / height) * image.rows)),
    }
  }
  const drawn = drag && boxBetween(drag.from, drag.to)
  const finish = () => {
    if (drawn && drawn.width >= leastSide && drawn.height >= leastSide) onDraw?.(drawn)
    setDrag(null)
  }
  return (
    <div className={style['image']}>
      <div className={style['picture']} style={{ aspectRatio: `${image.columns} / ${image.rows}` }}>
        <img
          src={teachingPicture(copyId, image.id, frame)}
          alt={t('picture', { n: image.position })}
          draggable={false}
        />
        <svg
          viewBox={`0 0 ${image.columns} ${image.rows}`}
          aria-hidden="true"
          onPointerDown={(event) => {
            if (!onDraw) return
            event.currentTarget.setPointerCapture(event.pointerId)
            setDrag({ from: pointOf(event), to: pointOf(event) })
          }}
          onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
          onPointerUp={finish}
          onPointerCancel={() => setDrag(null)}
        >
          {[...boxes, ...(drawn ? [drawn] : [])].map((box, index) => (
            <rect key={`${index}/${box.x}/${box.y}`} x={box.x} y={box.y} width={box.width} height={box.height} />
          ))}
        </svg>
      </div>
      {image.frames > 1 ? (
        <label className={style['frames']}>
          {t('frame')} <b className="figure">{frame}</b>/<span className="figure">{image.frames}</span>
          <input
            type="range"
            min={1}
            max={image.frames}
            value={frame}
            onChange={(event) => setFrame(Number(event.target.value))}
          />
        </label>
      ) : null}
    </div>
  )
}

const boxBetween = (from: Point, to: Point): Box => ({
  x: Math.floor(Math.min(from.x, to.x)),
  y: Math.floor(Math.min(from.y, to.y)),
  width: Math.max(1, Math.ceil(Math.abs(to.x - from.x))),
  height: Math.max(1, Math.ceil(Math.abs(to.y - from.y))),
})
