import { useEffect, useState } from 'react'

/** The microphones and cameras of this machine; their names are known once one was allowed. */
export type Devices = { microphones: MediaDeviceInfo[]; cameras: MediaDeviceInfo[] }

/** Lists the devices once those of the browser's choice are open, and again when one is plugged in. */
export function useDevices(isOpen: boolean): Devices {
  const [devices, setDevices] = useState<Devices>({ microphones: [], cameras: [] })
  useEffect(() => {
    const media = navigator.mediaDevices
    if (!media || !isOpen) return undefined
    let isOver = false
    const look = async () => {
      const all = await media.enumerateDevices().catch(() => [])
      const named = all.filter((each) => each.deviceId !== '')
      if (isOver) return
      setDevices({
        microphones: named.filter((each) => each.kind === 'audioinput'),
        cameras: named.filter((each) => each.kind === 'videoinput'),
      })
    }
    const again = () => void look()
    again()
    media.addEventListener('devicechange', again)
    return () => {
      isOver = true
      media.removeEventListener('devicechange', again)
    }
  }, [isOpen])
  return devices
}
