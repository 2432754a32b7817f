import '@mantine/core/styles/Group.layer.css'
import '@mantine/core/styles/PinInput.layer.css'
import { PinInput } from '@mantine/core'
import { useId } from 'react'
import { useWords } from '../i18n/words.ts'
import field from './field.module.css'
import style from './pin-field.module.css'
import { uiWords } from './words.ts'

const usualLength = 6

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Called once the last digit is there. */
  onDone?: (value: string) => void
  length?: number
  /** What is wrong with it; said below it. */
  problem?: string | null | undefined
}

/** A secret of a few digits, one box each, never readable on the screen; pasting works too. */
export function PinField({ label, value, onChange, onDone, length = usualLength, problem }: Props) {
  const t = useWords(uiWords)
  const labelId = useId()
  const problemId = useId()
  return (
    <div className={field['root']}>
      <span id={labelId} className={field['label']}>
        {label}
      </span>
      <PinInput
        type="number"
        mask
        oneTimeCode={false}
        length={length}
        value={value}
        onChange={onChange}
        onComplete={onDone}
        error={Boolean(problem)}
        placeholder=""
        gap="xs"
        aria-labelledby={labelId}
        aria-describedby={problem ? problemId : undefined}
        getInputProps={(index) => ({
          'aria-label': `${label}, ${t('digit', { n: index + 1 })}`,
          // a dialog gives its focus to the first box
          'data-autofocus': index === 0 || undefined,
        })}
        classNames={{ root: style['root'], pinInput: style['box'], input: `${field['input']} ${style['input']}` }}
      />
      {problem ? (
        <p id={problemId} className={field['error']} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
