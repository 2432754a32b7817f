import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import { type ReactNode, useLayoutEffect } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from './button.tsx'
import style from './dialog.module.css'
import { uiWords } from './words.ts'

type Props = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** The buttons at its foot; without them, one that closes. */
  actions?: ReactNode
  isWide?: boolean
}

/** Gives the focus back to where it was, also when the dialog is mounted open or taken away while open. */
function useFocusBack(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return undefined
    const before = document.activeElement
    return () => {
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
      })
    }
  }, [isOpen])
}

/** A question or a small form over the page: keeps the focus, closes by Escape, gives the focus back. */
export function Dialog({ title, isOpen, onClose, children, actions, isWide }: Props) {
  const t = useWords(uiWords)
  useFocusBack(isOpen)
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      // locking would write a style element, and shift the page by its scrollbar
      lockScroll={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      size={isWide ? 720 : 480}
      classNames={{
        overlay: style['overlay'],
        content: style['content'],
        title: style['title'],
        body: style['body'],
      }}
    >
      <Modal.Overlay transitionProps={{ duration: 0 }} />
      <Modal.Content>
        {/* the header of the library is a second banner of the page */}
        <div className={style['header']}>
          <Modal.Title>{title}</Modal.Title>
        </div>
        <Modal.Body>
          {children}
          <div className={style['actions']}>{actions ?? <Button onPress={onClose}>{t('close')}</Button>}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
