import { useEffect, useState } from 'react'

const everyMs = 100
const heardAbove = 0.12

/** How loud a microphone is now, from 0 to 1, and whether it has heard anything yet. */
export function useMicLevel(track: MediaStreamTrack | undefined): { level: number; isHeard: boolean } {
  const [heard, setHeard] = useState({ level: 0, isHeard: false })
  useEffect(() => {
    if (!track) return undefined
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      const level = Math.min(1, Math.sqrt(power) * 8)
      setHeard((before) => ({ level, isHeard: before.isHeard || level > heardAbove }))
    }, everyMs)
    return () => {
      clearInterval(timer)
      void context.close()
    }
  }, [track])
  return track ? heard : { level: 0, isHeard: false }
}
