import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import style from './check.module.css'

type Props = {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  /** Why it cannot be changed now; shown below it. */
  why?: string | null | undefined
}

/** One thing that is so or not. One that cannot be changed stays focusable and says why. */
export function Check({ label, isOn, onChange, why }: Props) {
  return (
    <Checkbox
      label={label}
      checked={isOn}
      description={why}
      aria-disabled={why ? 'true' : undefined}
      onChange={(event) => {
        if (!why) onChange(event.currentTarget.checked)
      }}
      classNames={{
        root: style['root'],
        body: style['body'],
        inner: style['inner'],
        input: style['input'],
        icon: style['icon'],
        labelWrapper: style['words'],
        label: style['label'],
        description: style['why'],
      }}
    />
  )
}
