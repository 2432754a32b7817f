import { createContext, useContext, useEffect, useRef, useState } from 'react'
import type { Vault } from './vault.ts'

/** The vault of the person who is signed in. */
export const VaultContext = createContext<Vault | null>(null)

const keepAfterMs = 250

/**
 * A text that survives closing the tab, losing the link and signing out: kept encrypted under its name while typed,
 * forgotten when `clear` is called after it was sent.
 */
export function useDraft(name: string): [text: string, setText: (text: string) => void, clear: () => void] {
  const vault = useContext(VaultContext)
  const [text, setText] = useState('')
  const isTouched = useRef(false)
  const named = useRef(name)
  useEffect(() => {
    // what was typed before the vault was open is kept once it is; only another name begins anew
    if (named.current !== name) isTouched.current = false
    named.current = name
    void vault?.find(`draft/${name}`).then((kept) => {
      if (typeof kept === 'string' && !isTouched.current) setText(kept)
    })
  }, [vault, name])
  useEffect(() => {
    if (!isTouched.current) return undefined
    const timer = setTimeout(
      () => void (text ? vault?.keep(`draft/${name}`, text) : vault?.forget(`draft/${name}`)),
      keepAfterMs,
    )
    return () => clearTimeout(timer)
  }, [vault, name, text])
  const change = (next: string) => {
    isTouched.current = true
    setText(next)
  }
  const clear = () => {
    isTouched.current = true
    setText('')
    void vault?.forget(`draft/${name}`)
  }
  return [text, change, clear]
}
