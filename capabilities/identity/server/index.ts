import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'
import * as contract from '../contract.ts'
import { armDevice } from './arm-device.ts'
import type { Auth } from './auth.ts'
import { createDutyShift } from './create-duty-shift.ts'
import { createPerson } from './create-person.ts'
import { getDutyNow } from './get-duty-now.ts'
import { getMe } from './get-me.ts'
import { listAccesses } from './list-accesses.ts'
import { listMySessions } from './list-my-sessions.ts'
import { listPeople } from './list-people.ts'
import { revokeSession } from './revoke-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { startTotp } from './start-totp.ts'
import { identityTopics } from './topics.ts'
import { verifyTotp } from './verify-totp.ts'

/** The endpoints of identity. */
export const identityHandlers = (auth: Auth, options: { secret: string; isDemo: boolean }): Handler[] => [
  handleOutside(contract.signIn, async (call, input) => await signIn(auth, call, input)),
  handleOutside(contract.verifyTotp, async (call, input) => await verifyTotp(auth, call, input)),
  handleOutside(contract.startTotp, async (call, input) => await startTotp(auth, call, input)),
  handleOutside(contract.confirmTotp, async (call, input) => await verifyTotp(auth, call, input)),
  handleOutside(contract.signOut, async (call) => await signOut(auth, call)),
  handle(contract.getMe, async (tx, actor) => await getMe(options, tx, actor)),
  handle(contract.listMySessions, listMySessions),
  handle(contract.revokeSession, revokeSession),
  handleOutside(contract.createPerson, createPerson),
  handle(contract.listPeople, listPeople),
  handle(contract.getDutyNow, getDutyNow),
  handle(contract.createDutyShift, createDutyShift),
  handle(contract.armDevice, armDevice),
  handle(contract.listAccesses, listAccesses),
]

/** Who hears what of identity. */
export const topics: TopicRules = identityTopics

export { type Auth, createAuth } from './auth.ts'
export { type Duty, rosterNow } from './duty-row.ts'
export { SessionReader } from './identify.ts'
export { personBriefs } from './person-row.ts'
