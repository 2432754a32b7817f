import type { ReactNode } from 'react'
import style from './ui.module.css'

/** One line of what waits for a person, with the way to it. */
export const WaitsLine = ({ children, way }: { children: ReactNode; way: ReactNode }) => (
  <p className={style['waits']}>
    <span>{children}</span>
    {way}
  </p>
)
