/** This browser: an id that stays with it, and a word by which its owner knows it. */
export function thisDevice(): { deviceId: string; label: string } {
  const known = localStorage.getItem('device')
  const deviceId = known ?? crypto.randomUUID()
  if (!known) localStorage.setItem('device', deviceId)
  return { deviceId, label: labelOf(navigator.userAgent) }
}

const systems = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['Mac', /Mac OS/],
  ['Linux', /Linux/],
] as const

const browsers = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
] as const

const nameIn = (list: readonly (readonly [string, RegExp])[], agent: string): string =>
  list.find(([, sign]) => sign.test(agent))?.[0] ?? ''

/** `Android, Chrome` of what a browser says of itself. */
export const labelOf = (agent: string): string =>
  [nameIn(systems, agent), nameIn(browsers, agent)].filter(Boolean).join(', ')
