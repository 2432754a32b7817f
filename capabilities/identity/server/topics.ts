import { holds } from '#platform/server/actor.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'

const everyRole = ['doctor', 'nurse', 'coordinator', 'administrator', 'technician', 'leader', 'ministry-viewer']

/** A person hears of themselves and of their session; a facility's people hear of the facility. */
export const identityTopics: TopicRules = {
  person: async (_tx, actor, rest) => (rest === actor.personId ? 'forever' : null),
  session: async (_tx, actor, rest) => (rest === actor.sessionId ? 'forever' : null),
  facility: async (_tx, actor, rest) => (holds(actor, everyRole, rest) ? 'forever' : null),
}
