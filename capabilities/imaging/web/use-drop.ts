import { useEffect, useRef, useState } from 'react'
import { type Found, filesOf } from './pack-files.ts'

/** Takes files and folders that are dropped on an element; true while some are held over it. */
export function useDrop(element: HTMLElement | null, onFiles: (found: readonly Found[]) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  }, [onFiles])
  useEffect(() => {
    if (!element) return undefined
    const listen = new AbortController()
    const on = (type: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      element.addEventListener(type, act, { signal: listen.signal })
    on('dragover', (event) => {
      event.preventDefault()
      setIsOver(true)
    })
    on('dragleave', () => setIsOver(false))
    on('drop', (event) => {
      event.preventDefault()
      setIsOver(false)
      if (event.dataTransfer) void filesOf(event.dataTransfer).then((found) => take.current(found))
    })
    return () => listen.abort()
  }, [element])
  return isOver
}
