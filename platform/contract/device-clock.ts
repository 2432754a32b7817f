const trustMs = 30_000
const pressedMs = 120_000

/**
 * The moment that a device means when it sends one together with its own clock. A moment pressed just now moves by as
 * much as that clock is wrong; one that was read from a clock on the wall, hours ago, stays as it was typed.
 */
export function meantMoment(sent: { at: Date; deviceNow: Date | null }, serverNow: Date): Date {
  if (!sent.deviceNow) return sent.at
  const wrongMs = sent.deviceNow.getTime() - serverNow.getTime()
  const isPressed = Math.abs(sent.deviceNow.getTime() - sent.at.getTime()) <= pressedMs
  return isPressed && Math.abs(wrongMs) > trustMs ? new Date(sent.at.getTime() - wrongMs) : sent.at
}
