import '@mantine/core/styles/Combobox.layer.css'
import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import field from './field.module.css'
import style from './finder.module.css'
import { Empty } from './pieces.tsx'

/** Something that was found; hits of one group stand together under its name. */
export type Hit = { key: string; group: string; shown: ReactNode }

type Props<H extends Hit> = {
  label: string
  text: string
  onText: (text: string) => void
  hits: readonly H[]
  onPick: (hit: H) => void
  onClose: () => void
  /** Said when there is no hit: what to try next. */
  none: string
}

/** A line to search with and the hits below it: arrows walk, Enter picks, Escape closes. */
export function Finder<H extends Hit>({ label, text, onText, hits, onPick, onClose, none }: Props<H>) {
  const list = useCombobox({ opened: true, onDropdownClose: onClose })
  const { selectFirstOption } = list
  const shown = hits.map((hit) => hit.key).join(' ')
  useEffect(() => {
    if (shown) selectFirstOption()
  }, [shown, selectFirstOption])
  const groups = [...new Set(hits.map((hit) => hit.group))]
  const pick = (key: string) => {
    const hit = hits.find((each) => each.key === key)
    if (hit) onPick(hit)
  }
  return (
    <Combobox store={list} onOptionSubmit={pick}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          aria-label={label}
          placeholder={label}
          value={text}
          maxLength={120}
          data-autofocus
          onChange={(event) => onText(event.currentTarget.value)}
          classNames={{ root: field['root'], input: field['input'] }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={style['hits']} aria-label={label}>
        {groups.map((group) => (
          <Combobox.Group key={group} label={group} classNames={{ group: style['group'], groupLabel: style['name'] }}>
            {hits
              .filter((hit) => hit.group === group)
              .map((hit) => (
                <Combobox.Option key={hit.key} value={hit.key} className={style['hit']}>
                  {hit.shown}
                </Combobox.Option>
              ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
      {hits.length === 0 ? <Empty>{none}</Empty> : null}
    </Combobox>
  )
}
