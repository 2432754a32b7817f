import { useEffect, useState } from 'react'

/** Day on paper, night on dark. */
export type Theme = 'day' | 'night'

const kept = (): Theme => (localStorage.getItem('theme') === 'night' ? 'night' : 'day')

/** Puts a theme on the page. */
export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}

/** The theme of this device. */
export function useTheme(): [theme: Theme, setTheme: (theme: Theme) => void] {
  const [theme, setTheme] = useState(kept)
  useEffect(() => {
    showTheme(theme)
    localStorage.setItem('theme', theme)
  }, [theme])
  return [theme, setTheme]
}
