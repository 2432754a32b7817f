let context: AudioContext | null = null
let timer: ReturnType<typeof setInterval> | undefined

/** Arms the sound by a gesture of the person; browsers are silent before. True when this screen can sound. */
export async function armSound(): Promise<boolean> {
  context ??= new AudioContext()
  await context.resume().catch(() => undefined)
  return context.state === 'running'
}

/** True when this screen can sound now. */
export const isArmed = (): boolean => context?.state === 'running'

/** One ring: two short tones, as of a hospital telephone. */
export function ringOnce(): void {
  if (!context || context.state !== 'running') return
  const start = context.currentTime
  for (const [offset, hertz] of [
    [0, 880],
    [0.22, 660],
    [0.6, 880],
    [0.82, 660],
  ] as const) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.0001, start + offset)
    volume.gain.exponentialRampToValueAtTime(0.35, start + offset + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + offset + 0.2)
    tone.connect(volume).connect(context.destination)
    tone.start(start + offset)
    tone.stop(start + offset + 0.22)
  }
}

/** Rings again and again until told to stop. */
export function startRinging(): void {
  if (timer) return
  ringOnce()
  timer = setInterval(ringOnce, 2200)
}

/** Stops ringing. */
export function stopRinging(): void {
  clearInterval(timer)
  timer = undefined
}
