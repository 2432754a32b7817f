import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import { type ComboboxItem, Select as MantineSelect, type OptionsFilter } from '@mantine/core'
import { useWords } from '../i18n/words.ts'
import field from './field.module.css'
import style from './select.module.css'
import { uiWords } from './words.ts'

const mostShown = 60

type Option<V extends string> = { value: V; text: string }

type Props<V extends string> = {
  label: string
  value: V | null
  options: readonly Option<V>[]
  /** Null when the choice is taken back, which only `isClearable` lets one do. */
  onChange: (value: V | null) => void
  /** Called with what is typed, for options that come from a search; they are then shown as they come. */
  onSearch?: (text: string) => void
  placeholder?: string
  isLabelHidden?: boolean
  isClearable?: boolean
  /** What is wrong with the choice; said below it. */
  problem?: string | null | undefined
}

const plain = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')

/** Finds without diacritics and in any order of the words. */
const byWords: OptionsFilter = ({ options, search, limit }) => {
  const items = options as ComboboxItem[] // ours are never grouped
  const words = plain(search).split(/\s+/).filter(Boolean)
  return items.filter((option) => words.every((word) => plain(option.label).includes(word))).slice(0, limit)
}

const asTheyCome: OptionsFilter = ({ options, limit }) => options.slice(0, limit)

/** A choice of many: type a part of it, without diacritics, or walk with the arrows and press Enter. */
export function Select<V extends string>(props: Props<V>) {
  const { label, value, options, onChange, onSearch, placeholder, isLabelHidden, isClearable, problem } = props
  const t = useWords(uiWords)
  return (
    <MantineSelect
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      value={value}
      data={options.map((option) => ({ value: option.value, label: option.text }))}
      onChange={(next) => onChange(options.find((option) => option.value === next)?.value ?? null)}
      onSearchChange={onSearch}
      filter={onSearch ? asTheyCome : byWords}
      limit={mostShown}
      searchable
      selectFirstOptionOnChange
      // without it the first hit loses its place when one types at once
      selectFirstOptionOnDropdownOpen={value === null}
      withScrollArea={false}
      withCheckIcon={false}
      allowDeselect={false}
      clearable={isClearable}
      clearButtonProps={{ 'aria-label': t('clear') }}
      placeholder={placeholder ?? t('choose')}
      nothingFoundMessage={t('noneFound')}
      error={problem}
      comboboxProps={{ transitionProps: { duration: 0 }, shadow: 'sm' }}
      classNames={{
        root: field['root'],
        label: field['label'],
        input: `${field['input']} ${style['input']}`,
        error: field['error'],
        dropdown: field['dropdown'],
        options: style['options'],
        option: style['option'],
        empty: style['empty'],
      }}
    />
  )
}
