import { answersOf, type SavedMark } from '../../contract/marks.ts'
import { type Microscopic, readArea, readLength } from '../../contract/micrometres.ts'

const rounded = (value: number): string =>
  (Math.round(value * 10) / 10).toLocaleString('vi-VN', { maximumFractionDigits: 1 })

const sides = { left: 'bên trái', right: 'bên phải' } as const
const levels = { ganglionic: 'tầng hạch nền', supraganglionic: 'tầng trên hạch nền' } as const

/** What a mark says, in Vietnamese as it is printed and as other viewers show it beside the mark. */
export function markText({
  kind,
  measure,
  text,
  aspects,
}: Pick<SavedMark, 'kind' | 'measure' | 'text' | 'aspects'>): string {
  const { length, angle, area, values, unit, valueUnit } = measure
  const of = (suffix: string) => (unit === 'mm' ? `mm${suffix}` : `điểm ảnh${suffix}, chưa chuẩn mm`)
  const small = (read: Microscopic) => `${read.value.toLocaleString('vi-VN')} ${read.unit}`
  const value = (said: number) => `${rounded(said)}${valueUnit ? ` ${valueUnit}` : ''}`
  const said = {
    length: length === null ? '' : unit === 'um' ? small(readLength(length)) : `${rounded(length)} ${of('')}`,
    angle: angle === null ? '' : `${rounded(angle)}°`,
    probe: values ? value(values.mean) : '',
    ellipse: [
      values ? `${rounded(values.mean)} ± ${value(values.deviation)}` : '',
      area === null ? '' : unit === 'um' ? small(readArea(area)) : `${rounded(area)} ${of('²')}`,
    ]
      .filter(Boolean)
      .join(' · '),
    arrow: '',
    text: '',
    aspects: aspects
      ? `ASPECTS ${sides[aspects.side]}, ${levels[aspects.level]}: ${answersOf(aspects)
          .map(([region, isAffected]) => `${region} ${isAffected ? 'có' : 'không'}`)
          .join(', ')}`
      : '',
  }[kind]
  return [said, text].filter(Boolean).join(' · ')
}
