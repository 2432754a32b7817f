/** Public holidays of Vietnam by date (Labour Code 45/2019 Art. 112); the lunar ones by the calendar, days off around them are announced each year. */
export const holidays: readonly (readonly [date: string, vi: string, en: string])[] = [
  ['2027-01-01', 'Tết Dương lịch', "New Year's Day"],
  ['2027-02-06', 'Mùng 1 Tết Nguyên đán', 'Lunar New Year'],
  ['2027-04-16', 'Giỗ Tổ Hùng Vương', "Hung Kings' Commemoration"],
  ['2027-04-30', 'Ngày Giải phóng miền Nam', 'Reunification Day'],
  ['2027-05-01', 'Ngày Quốc tế Lao động', 'Labour Day'],
  ['2027-09-02', 'Quốc khánh', 'National Day'],
]
