import { useSyncExternalStore } from 'react'

/** Day on paper, night on dark. */
export type Theme = 'day' | 'night'

const listeners = new Set<() => void>()
let shown: Theme = 'day'

/** Puts a theme on the page. */
function showTheme(theme: Theme): void {
  shown = theme
  document.documentElement.dataset['theme'] = theme
  for (const listener of listeners) listener()
}

/** Puts the theme that this device keeps on the page, before anything is drawn. */
export function showKeptTheme(): void {
  showTheme(localStorage.getItem('theme') === 'night' ? 'night' : 'day')
}

function setTheme(theme: Theme): void {
  localStorage.setItem('theme', theme)
  showTheme(theme)
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The theme of this device, the same wherever it is asked for. */
export function useTheme(): [theme: Theme, setTheme: (theme: Theme) => void] {
  return [useSyncExternalStore(listen, () => shown), setTheme]
}
