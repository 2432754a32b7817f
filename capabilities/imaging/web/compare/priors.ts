import type { Study } from '../../contract.ts'

const momentOf = (study: Study): number => Date.parse(study.startedAt ?? study.firstArrivedAt)

/** The other studies of the patient to stand beside one: earlier ones of the same kind first, the newest of them foremost. */
export function othersFor(study: Study, studies: readonly Study[]): Study[] {
  const rank = (each: Study) => (momentOf(each) <= momentOf(study) ? 0 : 2) + (each.modality === study.modality ? 0 : 1)
  return studies
    .filter((each) => each.id !== study.id)
    .toSorted((a, b) => rank(a) - rank(b) || momentOf(b) - momentOf(a))
}
