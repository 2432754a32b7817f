const vietnamOffset = '+07:00'

/**
 * The moment of a DICOM date (YYYYMMDD) and time (HHMMSS.ffffff); in the zone that the sender gives (&HHMM), else in
 * Vietnam's, since most modalities leave the zone out. Null when either is missing or impossible.
 */
export function momentOf(date: unknown, time: unknown, offset?: unknown): Date | null {
  const day = typeof date === 'string' ? /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(date.trim()) : null
  const clock = typeof time === 'string' ? /^(\d{2}):?(\d{2}):?(\d{2})?(\.\d{1,6})?$/.exec(time.trim()) : null
  if (!day || !clock) return null
  const zone = typeof offset === 'string' ? /^([+-]\d{2})(\d{2})$/.exec(offset.trim()) : null
  const suffix = zone ? `${zone[1]}:${zone[2]}` : vietnamOffset
  const moment = new Date(
    `${day[1]}-${day[2]}-${day[3]}T${clock[1]}:${clock[2]}:${clock[3] ?? '00'}${(clock[4] ?? '').slice(0, 4)}${suffix}`,
  )
  return Number.isNaN(moment.getTime()) ? null : moment
}

/** When the images of a study were taken, from the best tags of its first instance. */
export const takenAt = (tags: Record<string, unknown>): Date | null =>
  momentOf(tags['AcquisitionDate'], tags['AcquisitionTime'], tags['TimezoneOffsetFromUTC']) ??
  momentOf(tags['ContentDate'], tags['ContentTime'], tags['TimezoneOffsetFromUTC']) ??
  momentOf(tags['StudyDate'], tags['StudyTime'], tags['TimezoneOffsetFromUTC'])

/** The moment of Orthanc's own dates, `20261122T145837`, which are UTC. */
export function archiveMoment(text: string): Date | null {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/.exec(text)
  if (!parts) return null
  const [, year, month, day, hour, minute, second] = parts
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
