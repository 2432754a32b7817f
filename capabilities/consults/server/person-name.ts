import type { PersonBrief } from '#capabilities/identity/contract.ts'

/** A person as minutes name one: title, then the undivided name. */
export const nameOf = (person: PersonBrief | undefined): string =>
  person ? `${person.title} ${person.fullName}`.trim() : ''
