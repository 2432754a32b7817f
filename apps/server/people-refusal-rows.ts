import { newId } from '#platform/server/new-id.ts'
import { type Ids, type Row, refused } from './refusal-rows.ts'

const now = () => new Date().toISOString()
const person = () => ({
  fullName: 'Lê Văn Lạ',
  title: '',
  email: 'la@test.example',
  password: 'mat-khau-rat-dai',
  role: 'doctor',
  specialty: null,
})

/** The rows of sign-in, accounts, devices and rosters. */
export function peopleRows(ids: Ids, here: () => { asker: string }): Record<string, Row> {
  const member = () => ({ facilityId: ids.facilityId, personId: here().asker })
  return {
    'sign-in': { input: () => ({ email: `${newId()}@test.example`, password: 'x' }), foreign: 'refused', anyone: true },
    'verify-totp': { input: () => ({ code: '000000' }), foreign: 'refused', anyone: true },
    'redeem-backup-code': { input: () => ({ code: 'abcde-fghij' }), foreign: 'refused', anyone: true },
    'get-shared-device': { input: () => ({}), foreign: 'no-trace', anyone: true },
    'sign-in-by-pin': { input: () => ({ personId: here().asker, pin: '284617' }), foreign: 'refused', anyone: true },
    'set-pin': refused(() => ({ password: 'x', pin: '284617' })),
    'stop-sharing': { input: () => ({}), foreign: 'no-trace' },
    'list-shared-devices': refused(() => ({ facilityId: ids.facilityId })),
    'revoke-shared-device': refused(() => ({ facilityId: ids.facilityId, deviceId: newId() })),
    'update-roles': refused(() => ({ ...member(), roles: [{ role: 'doctor', specialty: null }] })),
    'disable-person': refused(member),
    'enable-person': refused(member),
    'reset-password': refused(member),
    'change-password': refused(() => ({ oldPassword: 'x', password: 'mat-khau-rat-dai' })),
    'start-totp': refused(() => ({ password: 'x' })),
    'confirm-totp': refused(() => ({ code: '000000' })),
    'sign-out': { input: () => ({}), foreign: 'no-trace' },
    'get-me': { input: () => ({}), foreign: 'no-trace' },
    'list-my-sessions': { input: () => ({}), foreign: 'no-trace' },
    'revoke-session': refused(() => ({ sessionId: newId() })),
    'create-person': refused(() => ({ facilityId: ids.facilityId, ...person() })),
    'list-people': refused(() => ({ facilityId: ids.facilityId })),
    'get-roster': refused(() => ({ facilityId: ids.facilityId, from: '2026-11-23' })),
    'remove-duty-shift': refused(() => ({ facilityId: ids.facilityId, dutyShiftId: newId() })),
    'shorten-duty-shift': refused(() => ({ facilityId: ids.facilityId, dutyShiftId: newId(), endsAt: now() })),
    'create-duty-shift': refused(() => ({
      facilityId: ids.facilityId,
      specialty: null,
      position: 'first',
      personId: here().asker,
      startsAt: now(),
      endsAt: now(),
    })),
    'list-roster-gaps': refused(() => ({ facilityId: ids.facilityId })),
    'copy-week': refused(() => ({ facilityId: ids.facilityId, from: '2026-11-23', to: '2026-11-30' })),
    'import-roster': refused(() => ({
      ...{ facilityId: ids.facilityId, name: 'x.csv', isTrial: true },
      base64: Buffer.from('a,b\n1,2\n').toString('base64'),
    })),
    'list-absences': refused(() => ({ facilityId: ids.facilityId })),
    'record-absence': refused(() => ({ ...member(), startsAt: now(), endsAt: now(), reason: '' })),
    'withdraw-absence': refused(() => ({ facilityId: ids.facilityId, absenceId: newId() })),
    'list-swaps': refused(() => ({ facilityId: ids.facilityId })),
    'ask-swap': refused(() => ({
      ...{ facilityId: ids.facilityId, shiftId: newId(), toPersonId: here().asker, inReturnShiftId: null },
    })),
    'answer-swap': refused(() => ({ facilityId: ids.facilityId, swapId: newId(), answer: 'accepted' })),
    'search-duty': { input: () => ({ specialty: 'stroke' }), foreign: 'no-trace' },
    'arm-device': { input: () => ({ deviceId: newId(), label: 'x', isArmed: true }), foreign: 'no-trace' },
  }
}
