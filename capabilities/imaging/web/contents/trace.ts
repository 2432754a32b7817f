import type { Waveform } from '../../contract/contents.ts'

type Channel = Waveform['groups'][number]['channels'][number]

/** CSS pixels of a millimetre of the paper, and what follows from 25 mm a second and 10 mm a millivolt. */
export const pixelsMillimetre = 4
/** CSS pixels of a second. */
export const pixelsSecond = 25 * pixelsMillimetre
const pixelsMillivolt = 10 * pixelsMillimetre
/** CSS pixels between the leads: whole large squares, so that each lead's zero lies on a line. */
export const leadHeight = 30 * pixelsMillimetre

/** A sample's height above the zero line, in millivolts. */
export const millivoltsOf = ({ scale, baseline }: Pick<Channel, 'scale' | 'baseline'>, sample: number): number =>
  sample * scale + baseline

const finest = 0.25

/** The trace of a lead from `[x, y]`, y being its zero; where samples lie closer than a quarter of a pixel, the lowest and highest of each quarter. */
export function tracePath(channel: Channel, frequency: number, [x, y]: readonly [number, number]): string {
  const step = pixelsSecond / frequency
  const bucket = Math.max(1, Math.floor(finest / step))
  const at = (index: number, value: number) =>
    `${(x + index * step).toFixed(2)} ${(y - millivoltsOf(channel, value) * pixelsMillivolt).toFixed(2)}`
  let path = ''
  let isOpen = false
  for (let from = 0; from < channel.samples.length; from += bucket) {
    const values = channel.samples.slice(from, from + bucket).filter((value) => value !== null)
    if (values.length === 0) {
      isOpen = false
      continue
    }
    const ends = bucket === 1 ? values : [Math.min(...values), Math.max(...values)]
    for (const value of ends) {
      path += `${isOpen ? 'L' : 'M'}${at(from, value)}`
      isOpen = true
    }
  }
  return path
}

/** The calibration: a millivolt for a fifth of a second. */
export const pulsePath = (x: number, y: number): string =>
  `M${x} ${y}h${pixelsSecond / 10}v${-pixelsMillivolt}h${pixelsSecond / 5}v${pixelsMillivolt}h${pixelsSecond / 10}`
