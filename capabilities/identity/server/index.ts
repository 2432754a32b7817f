import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import type { TopicRules } from '#platform/server/live-topics.ts'
import * as device from '../contract/device.ts'
import * as notices from '../contract/notices.ts'
import * as people from '../contract/people.ts'
import * as push from '../contract/push.ts'
import * as roster from '../contract/roster.ts'
import * as life from '../contract/roster-life.ts'
import * as contract from '../contract.ts'
import { listAbsences, recordAbsence, withdrawAbsence } from './absences.ts'
import { armDevice } from './arm-device.ts'
import type { Auth } from './auth.ts'
import { changePassword } from './change-password.ts'
import { confirmTotp } from './confirm-totp.ts'
import { copyWeek } from './copy-week.ts'
import { createDutyShift } from './create-duty-shift.ts'
import { createPerson } from './create-person.ts'
import { disablePerson } from './disable-person.ts'
import { enablePerson } from './enable-person.ts'
import { getDutyNow } from './get-duty-now.ts'
import { getMe } from './get-me.ts'
import { getRoster } from './get-roster.ts'
import { getSharedDevice } from './get-shared-device.ts'
import { importRoster, linesToImport, requirePlanner } from './import-roster.ts'
import { listAccesses } from './list-accesses.ts'
import { listMySessions } from './list-my-sessions.ts'
import { listPeople } from './list-people.ts'
import { listRosterGaps } from './list-roster-gaps.ts'
import { listSharedDevices } from './list-shared-devices.ts'
import { getNoticeSetting, setNoticeSetting } from './notice-setting.ts'
import {
  listMyRingDevices,
  type PushHosts,
  removePushSubscription,
  savePushSubscription,
} from './push-subscriptions.ts'
import { removeDutyShift } from './remove-duty-shift.ts'
import { resetPassword } from './reset-password.ts'
import { revokeSession } from './revoke-session.ts'
import { revokeSharedDevice } from './revoke-shared-device.ts'
import { searchDuty } from './search-duty.ts'
import { redeemBackupCode, verifyTotp } from './second-step.ts'
import { setPin } from './set-pin.ts'
import { shortenDutyShift } from './shorten-duty-shift.ts'
import { signIn } from './sign-in.ts'
import { signInByPin } from './sign-in-by-pin.ts'
import { signOut } from './sign-out.ts'
import { startTotp } from './start-totp.ts'
import { stopSharing } from './stop-sharing.ts'
import { answerSwap, askSwap, listSwaps } from './swaps.ts'
import { identityTopics } from './topics.ts'
import { updateRoles } from './update-roles.ts'

type Parts = { auth: Auth; secret: string; isDemo: boolean; push: Push }

/** Web push as the installation has it: its public key, and the push services that it may call. */
export type Push = { publicKey: string | null; hosts: PushHosts }

/** The endpoints of identity. */
export const identityHandlers = (parts: Parts): Handler[] => [
  handleOutside(contract.signIn, async (call, input) => await signIn(parts.auth, call, input)),
  handleOutside(contract.verifyTotp, async (call, input) => await verifyTotp(parts.auth, call, input)),
  handleOutside(contract.redeemBackupCode, async (call, input) => await redeemBackupCode(parts.auth, call, input)),
  handleOutside(contract.startTotp, async (call, input) => await startTotp(parts.auth, call, input)),
  handleOutside(contract.confirmTotp, async (call, input) => await confirmTotp(parts.auth, call, input)),
  handleOutside(contract.signOut, async (call) => await signOut(parts.auth, call)),
  handle(contract.getMe, async (tx, actor) => await getMe(parts, tx, actor)),
  handle(contract.listMySessions, listMySessions),
  handle(contract.revokeSession, revokeSession),
  ...deviceHandlers(parts),
  ...pushHandlers(parts.push),
  ...peopleHandlers(parts.auth),
  handle(contract.getDutyNow, getDutyNow),
  handle(roster.getRoster, getRoster),
  handle(roster.createDutyShift, createDutyShift),
  handle(roster.removeDutyShift, removeDutyShift),
  handle(roster.shortenDutyShift, shortenDutyShift),
  ...rosterLifeHandlers,
  handle(contract.armDevice, armDevice),
  handle(contract.listAccesses, listAccesses),
]

const rosterLifeHandlers: Handler[] = [
  handle(life.listRosterGaps, listRosterGaps),
  handle(life.copyWeek, copyWeek),
  handleOutside(life.importRoster, async ({ house, actor }, input) => {
    requirePlanner(actor, input.facilityId)
    const lines = await linesToImport(input)
    return await inTransaction(house, actor, async (tx) => await importRoster(tx, actor, { ...input, lines }))
  }),
  handle(life.listAbsences, listAbsences),
  handle(life.recordAbsence, recordAbsence),
  handle(life.withdrawAbsence, withdrawAbsence),
  handle(life.listSwaps, listSwaps),
  handle(life.askSwap, askSwap),
  handle(life.answerSwap, answerSwap),
  handle(life.searchDuty, searchDuty),
]

const deviceHandlers = (parts: Parts): Handler[] => [
  handleOutside(device.getSharedDevice, getSharedDevice),
  handleOutside(device.signInByPin, async (call, input) => await signInByPin(parts, call, input)),
  handleOutside(device.setPin, async (call, input) => await setPin(parts, call, input)),
  handleOutside(device.stopSharing, stopSharing),
  handle(device.listSharedDevices, listSharedDevices),
  handle(device.revokeSharedDevice, revokeSharedDevice),
]

const pushHandlers = (parts: Push): Handler[] => [
  handle(push.getPushKey, async () => await Promise.resolve({ publicKey: parts.publicKey })),
  handle(
    push.savePushSubscription,
    async (tx, actor, input) => await savePushSubscription(tx, actor, { hosts: parts.hosts, input }),
  ),
  handle(push.removePushSubscription, removePushSubscription),
  handle(push.listMyRingDevices, listMyRingDevices),
  handle(notices.getNoticeSetting, getNoticeSetting),
  handle(notices.setNoticeSetting, setNoticeSetting),
]

const peopleHandlers = (auth: Auth): Handler[] => [
  handleOutside(people.createPerson, async (call, input) => await createPerson(auth, call, input)),
  handle(people.listPeople, listPeople),
  handle(people.updateRoles, updateRoles),
  handle(people.disablePerson, disablePerson),
  handle(people.enablePerson, enablePerson),
  handleOutside(people.resetPassword, async (call, input) => await resetPassword(auth, call, input)),
  handleOutside(people.changePassword, async (call, input) => await changePassword(auth, call, input)),
]

/** Who hears what of identity. */
export const topics: TopicRules = identityTopics

export { type Auth, createAuth } from './auth.ts'
export { type Duty, rosterNow } from './duty-row.ts'
export { SessionReader } from './identify.ts'
export { noticeSettingsOf } from './notice-setting.ts'
export { peopleHolding } from './people-holding.ts'
export { personBriefs } from './person-row.ts'
export { provePassword } from './prove-password.ts'
export { afterQuiet } from './quiet-hours.ts'
export { forgetPush, type Reach, reachOf } from './reach.ts'
