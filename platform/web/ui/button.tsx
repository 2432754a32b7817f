import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import style from './ui.module.css'

type Props = {
  children: ReactNode
  onPress: () => void
  kind?: 'plain' | 'primary' | 'emergency' | 'quiet'
  isBig?: boolean
  /** Why it cannot be pressed now; shown below it. */
  why?: string | null | undefined
  below?: string
  isBusy?: boolean
  type?: 'button' | 'submit'
}

/** A button. One that cannot be pressed stays focusable and says why. */
export function Button({ children, onPress, kind = 'plain', isBig, why, below, isBusy, type = 'button' }: Props) {
  const classes = [style['button'], kind !== 'plain' && style[kind], isBig && style['big'], below && style['stacked']]
  const isOff = Boolean(why) || isBusy
  return (
    <>
      <UnstyledButton
        type={type}
        className={classes.filter(Boolean).join(' ')}
        aria-disabled={isOff ? 'true' : undefined}
        aria-busy={isBusy ? 'true' : undefined}
        onClick={(event) => {
          if (isOff) return event.preventDefault()
          onPress()
        }}
      >
        {children}
        {below ? <span className={style['below']}>{below}</span> : null}
      </UnstyledButton>
      {why ? <span className={style['why']}>{why}</span> : null}
    </>
  )
}
