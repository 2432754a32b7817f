import type { Programme } from '../contract.ts'

const names: Record<Programme, { vi: string; en: string }> = {
  'chi-dao-tuyen': { vi: 'chỉ đạo tuyến', en: 'line direction' },
  've-tinh': { vi: 'bệnh viện vệ tinh', en: 'satellite hospitals' },
  '1816': { vi: 'Đề án 1816', en: 'Project 1816' },
  telehealth: { vi: 'khám chữa bệnh từ xa', en: 'telehealth' },
  'toan-dien': { vi: 'chỉ đạo tuyến toàn diện', en: 'comprehensive guidance' },
  'ket-nghia': { vi: 'bệnh viện kết nghĩa', en: 'sister hospitals' },
}

/** The name of a programme in the language of the page. */
export const programmeName = (programme: Programme, language: 'vi' | 'en'): string => names[programme][language]
