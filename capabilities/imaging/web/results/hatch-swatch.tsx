import { hatchColours } from './hatch.ts'
import style from './results.module.css'

const directions = ['135deg', '45deg', '0deg', '90deg']

/** A small piece of a pattern, for a legend. */
export function HatchSwatch({ pattern }: { pattern: number }) {
  const colour = `rgb(${(hatchColours[pattern % hatchColours.length] ?? [255, 255, 255]).join(' ')})`
  const wide = pattern < hatchColours.length ? 5 : 10
  const lines = `repeating-linear-gradient(${directions[pattern % directions.length]}, ${colour} 0 2px, transparent 2px ${wide}px)`
  return <i className={style['swatch']} style={{ backgroundImage: lines, borderColor: colour }} aria-hidden="true" />
}
