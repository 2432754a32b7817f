import { lazy } from 'react'

/** The calendar, loaded when somebody opens one. */
export const Calendar = lazy(async () => await import('./calendar.tsx').then((found) => ({ default: found.Calendar })))
