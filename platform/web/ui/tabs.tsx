import '@mantine/core/styles/Tabs.layer.css'
import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import style from './tabs.module.css'

type Props<V extends string> = {
  label: string
  value: V
  onChange: (value: V) => void
  tabs: readonly { value: V; text: string; content: ReactNode }[]
}

/** Several views of one thing, one in sight; arrows walk from tab to tab. */
export function Tabs<V extends string>({ label, value, onChange, tabs }: Props<V>) {
  return (
    <MantineTabs
      value={value}
      keepMounted={false}
      onChange={(next) => {
        const tab = tabs.find((each) => each.value === next)
        if (tab) onChange(tab.value)
      }}
    >
      <MantineTabs.List aria-label={label} className={style['list']}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.value} value={tab.value} className={style['tab']}>
            {tab.text}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.value} value={tab.value} className={style['panel']}>
          {tab.content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
