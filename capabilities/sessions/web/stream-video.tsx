import { useEffect, useRef } from 'react'

type Props = {
  stream: MediaStream
  label: string
  isSilent?: boolean
  isMirrored?: boolean
  className?: string | undefined
}

/** A live picture with its sound; it goes on sounding where the page hides the picture. */
export function StreamVideo({ stream, label, isSilent, isMirrored, className }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (!element || element.srcObject === stream) return
    element.srcObject = stream
    // a browser may want a press first; joining was one
    void element.play().catch(() => undefined)
  }, [stream])
  return (
    <video
      ref={video}
      className={className}
      data-mirrored={isMirrored ? 'yes' : undefined}
      aria-label={label}
      autoPlay
      playsInline
      muted={isSilent}
    >
      <track kind="captions" />
    </video>
  )
}
