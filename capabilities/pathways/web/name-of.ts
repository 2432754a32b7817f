import type { PersonBrief } from '#capabilities/identity/contract.ts'

/** A person as screens write them; a dash while it is not known. */
export const nameOf = (person: PersonBrief | null): string =>
  person ? `${person.title} ${person.fullName}`.trim() : '—'
