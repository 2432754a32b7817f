import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Input.layer.css'
import './mantine-tokens.css'
import { createTheme, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'

const theme = createTheme({
  fontFamily: 'var(--text)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never', // base.css draws it, the same for everything
})

/**
 * What the pieces of the kit need around them. Nothing is written into a style element, which the content security
 * policy of a hospital may forbid: the variables are those of `mantine-tokens.css`.
 */
export function Kit({ isDark, children }: { isDark: boolean; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={isDark ? 'dark' : 'light'}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
      deduplicateInlineStyles={false}
    >
      {children}
    </MantineProvider>
  )
}
