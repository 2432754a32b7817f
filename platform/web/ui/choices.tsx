import '@mantine/core/styles/RadioCard.layer.css'
import { Radio } from '@mantine/core'
import style from './ui.module.css'

type Props<V extends string> = {
  label: string
  value: V | null
  options: readonly { value: V; text: string }[]
  onChange: (value: V) => void
}

/** A choice of few, all in sight; arrows walk from one to the next. */
export function Choices<V extends string>({ label, value, options, onChange }: Props<V>) {
  const choose = (next: string) => {
    const option = options.find((each) => each.value === next)
    if (option) onChange(option.value)
  }
  return (
    <Radio.Group
      className={style['choicesRoot']}
      label={label}
      labelProps={{ className: 'hidden-word' }}
      value={value ?? ''}
      onChange={choose}
    >
      <span className={style['choices']}>
        {options.map((option) => (
          <Radio.Card key={option.value} value={option.value} withBorder={false}>
            {option.text}
          </Radio.Card>
        ))}
      </span>
    </Radio.Group>
  )
}
