import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate } from '#platform/contract/instant.ts'
import { page } from '#platform/contract/page.ts'

/** The three levels of Law 15/2023 Art. 104. */
export const careLevel = z.enum(['ban-dau', 'co-ban', 'chuyen-sau'])

/** The four tiers before 2025; still in everybody's speech and in insurance rules. */
export const legacyTier = z.enum(['trung-uong', 'tinh', 'huyen', 'xa'])

export const facilityKind = z.enum(['hospital', 'medical-centre', 'commune-station'])

export const programme = z.enum(['chi-dao-tuyen', 've-tinh', '1816', 'telehealth', 'toan-dien', 'ket-nghia'])

/** The programme by which one hospital supports another. */
export type Programme = z.output<typeof programme>

/** A facility as lists show it, with its name and level of today. */
export const facilitySummary = z.object({
  id: id<'facility'>(),
  code: z.string(),
  kind: facilityKind,
  name: z.string(),
  shortName: z.string(),
  provinceCode: z.string(),
  provinceName: z.string(),
  careLevel: careLevel.nullable(),
  legacyTier: legacyTier.nullable(),
  dutyPhone: z.string().nullable(),
  isSynthetic: z.boolean(),
})

/** A facility as lists show it. */
export type FacilitySummary = z.output<typeof facilitySummary>

export const supportLink = z.object({
  id: id<'support-link'>(),
  other: z.object({ id: id<'facility'>(), name: z.string() }),
  direction: z.enum(['supports', 'is-supported-by']),
  programme,
  specialty: z.string().nullable(),
  validFrom: calendarDate,
  validTo: calendarDate.nullable(),
})

/** A facility's page: everything dated, newest first. */
export const facility = facilitySummary.extend({
  names: z.array(z.object({ name: z.string(), validFrom: calendarDate, validTo: calendarDate.nullable() })),
  levels: z.array(
    z.object({
      careLevel: careLevel.nullable(),
      legacyTier: legacyTier.nullable(),
      authority: z.string(),
      validFrom: calendarDate,
      validTo: calendarDate.nullable(),
    }),
  ),
  links: z.array(supportLink),
  points: z.array(z.object({ id: id<'point'>(), name: z.string(), kind: z.string() })),
})

/** A facility's page. */
export type Facility = z.output<typeof facility>

const provinceTile = z.object({
  code: z.string(),
  name: z.string(),
  tileRow: z.number().int(),
  tileColumn: z.number().int(),
  formedFrom: z.array(z.string()),
  facilities: z.number().int(),
  supported: z.number().int(),
})

const specialty = z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string() })

/** Finds facilities by name without diacritics, in any order of words, or by code. */
export const searchFacilities = endpoint({
  name: 'search-facilities',
  method: 'POST',
  path: '/api/facilities/search',
  may: 'signed-in',
  readsOnly: true,
  touchesPatient: false,
  perMinute: 120,
  input: z.object({
    text: z.string().max(120),
    provinceCode: z.string().max(3).optional(),
    limit: z.number().int().min(1).max(100).default(40),
  }),
  output: page(facilitySummary),
})

/** Shows one facility. */
export const getFacility = endpoint({
  name: 'get-facility',
  method: 'GET',
  path: '/api/facilities/{facilityId}',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>() }),
  output: facility,
})

/** Shows the 34 provinces as a grid of tiles, with Hoàng Sa and Trường Sa, and the specialties. */
export const getNetwork = endpoint({
  name: 'get-network',
  method: 'GET',
  path: '/api/network',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.object({
    provinces: z.array(provinceTile),
    specialties: z.array(specialty),
    facilities: z.number().int(),
    central: z.number().int(),
  }),
})
