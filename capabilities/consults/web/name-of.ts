/** A person as screens write them: title, then the undivided name. */
export const nameOf = (person: { title: string; fullName: string }): string =>
  `${person.title} ${person.fullName}`.trim()
