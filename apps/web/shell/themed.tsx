import type { ReactNode } from 'react'
import { Kit } from '#platform/web/ui/kit.tsx'
import { useTheme } from './use-theme.ts'

/** The kit, in the theme of this device. */
export function Themed({ children }: { children: ReactNode }) {
  const [theme] = useTheme()
  return <Kit isDark={theme === 'night'}>{children}</Kit>
}
