type Holiday = { from: string; to: string; source: string }

const labourCode = 'Bộ luật Lao động 45/2019/QH14, Điều 112'
const decided2026 = 'Lịch nghỉ Tết và Quốc khánh năm 2026 của Bộ Nội vụ'

/** Days without work beside Saturday and Sunday, first to last. A new year is added when it has been announced. */
export const holidays: readonly Holiday[] = [
  { from: '2026-01-01', to: '2026-01-01', source: labourCode },
  { from: '2026-02-16', to: '2026-02-20', source: decided2026 },
  { from: '2026-04-27', to: '2026-04-27', source: labourCode },
  { from: '2026-04-30', to: '2026-05-01', source: labourCode },
  { from: '2026-09-01', to: '2026-09-02', source: decided2026 },
  { from: '2027-01-01', to: '2027-01-01', source: labourCode },
  { from: '2027-04-30', to: '2027-05-01', source: labourCode },
  { from: '2027-09-02', to: '2027-09-02', source: labourCode },
]

const dayMs = 24 * 60 * 60 * 1000

const isWorkingDay = (date: Date): boolean => {
  const written = date.toISOString().slice(0, 10)
  const weekday = date.getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.some((holiday) => holiday.from <= written && written <= holiday.to)
}

/** The date (YYYY-MM-DD) of the nth working day after a date; the date itself does not count. */
export function workingDayAfter(date: string, days: number): string {
  let at = new Date(`${date}T00:00:00Z`)
  let left = days
  while (left > 0) {
    at = new Date(at.getTime() + dayMs)
    if (isWorkingDay(at)) left -= 1
  }
  return at.toISOString().slice(0, 10)
}
