import { Textarea, TextInput } from '@mantine/core'
import style from './field.module.css'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  type?: string
  rows?: number
  autoComplete?: string
  inputMode?: 'numeric' | 'decimal'
  maxLength?: number
  isLabelHidden?: boolean
  placeholder?: string
  /** What is wrong with the text; said below it. */
  problem?: string | null | undefined
}

/** A labelled text field; with `rows` a text area. */
export function Field({ label, onChange, rows, type, isLabelHidden, problem, ...rest }: Props) {
  const shared = {
    ...rest,
    ...(isLabelHidden ? { 'aria-label': label } : { label }),
    error: problem,
    classNames: { root: style['root'], label: style['label'], input: style['input'], error: style['error'] },
  }
  return rows ? (
    <Textarea {...shared} rows={rows} onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TextInput {...shared} type={type} onChange={(event) => onChange(event.currentTarget.value)} />
  )
}
