import type { TopicRules } from '#platform/server/live-topics.ts'
import { currentGrant } from './access-grants.ts'

/** Those who treat a patient hear of them; those with a grant hear until it ends. */
export const recordsTopics: TopicRules = {
  patient: async (tx, actor, rest) => {
    const link = await tx
      .selectFrom('records.care_link')
      .select('since')
      .where('patient_id', '=', rest)
      .executeTakeFirst()
    if (link) return 'forever'
    const grant = await currentGrant(tx, actor, rest)
    return grant ? new Date(grant.until) : null
  },
}
