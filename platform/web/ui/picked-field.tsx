import '@mantine/core/styles/Popover.layer.css'
import { Popover, TextInput, UnstyledButton } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import { useWords } from '../i18n/words.ts'
import field from './field.module.css'
import style from './picked-field.module.css'
import { Waiting } from './pieces.tsx'
import type { useTyped } from './use-typed.ts'
import { uiWords } from './words.ts'

type Props = {
  label: string
  isLabelHidden?: boolean
  placeholder: string
  typed: Pick<ReturnType<typeof useTyped>, 'text' | 'problem' | 'type' | 'leave'>
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** The picker, shown while it is open. */
  children: ReactNode
}

/** A text field with a picker behind a button; whoever types never meets the picker. */
export function PickedField(props: Props) {
  const { label, isLabelHidden, placeholder, typed, isOpen, onOpen, children } = props
  const t = useWords(uiWords)
  const opener = (
    <UnstyledButton
      className={style['opener']}
      aria-label={t('openCalendar', { label })}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={() => onOpen(!isOpen)}
    >
      {t('calendar')}
    </UnstyledButton>
  )
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      returnFocus
      withRoles={false}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <TextInput
          {...(isLabelHidden ? { 'aria-label': label } : { label })}
          value={typed.text}
          onChange={(event) => typed.type(event.currentTarget.value)}
          onBlur={typed.leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') typed.leave()
          }}
          inputMode="numeric"
          autoComplete="off"
          placeholder={placeholder}
          error={typed.problem}
          rightSection={opener}
          rightSectionWidth={68}
          rightSectionPointerEvents="all"
          classNames={{
            root: field['root'],
            label: field['label'],
            input: `${field['input']} ${style['input']}`,
            error: field['error'],
          }}
        />
      </Popover.Target>
      <Popover.Dropdown
        className={`${field['dropdown']} ${style['dropdown']}`}
        role="dialog"
        aria-label={t('openCalendar', { label })}
      >
        <Suspense fallback={<Waiting>{t('opening')}</Waiting>}>{children}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
