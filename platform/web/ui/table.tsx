import '@mantine/core/styles/Table.layer.css'
import { Table as MantineTable } from '@mantine/core'
import type { ReactNode } from 'react'
import style from './table.module.css'

/** A column: its head, and what a row shows in it. */
export type Column<R> = {
  key: string
  head: string
  cell: (row: R) => ReactNode
  /** Figures stand at the right, each digit as wide as the next. */
  isFigure?: boolean
}

type Props<R> = {
  /** Says what the rows are; read aloud, and seen unless a heading above says the same. */
  caption: string
  isCaptionHidden?: boolean
  columns: readonly Column<R>[]
  rows: readonly R[]
  keyOf: (row: R) => string
}

/** A table: the first column names the row, the head stays in sight, a narrow screen scrolls it sideways. */
export function Table<R>({ caption, isCaptionHidden, columns, rows, keyOf }: Props<R>) {
  return (
    <div className={style['scroll']} role="region" aria-label={caption} tabIndex={0}>
      <MantineTable className={style['table']} withRowBorders={false} stickyHeader captionSide="top">
        <MantineTable.Caption className={isCaptionHidden ? 'hidden-word' : style['caption']}>
          {caption}
        </MantineTable.Caption>
        <MantineTable.Thead>
          <MantineTable.Tr>
            {columns.map((column) => (
              <MantineTable.Th key={column.key} scope="col" className={style['head']} data-figure={column.isFigure}>
                {column.head}
              </MantineTable.Th>
            ))}
          </MantineTable.Tr>
        </MantineTable.Thead>
        <MantineTable.Tbody>
          {rows.map((row) => (
            <MantineTable.Tr key={keyOf(row)}>
              {columns.map((column, index) => (
                <MantineTable.Td
                  key={column.key}
                  component={index === 0 ? 'th' : 'td'}
                  scope={index === 0 ? 'row' : undefined}
                  className={style['cell']}
                  data-figure={column.isFigure}
                >
                  {column.cell(row)}
                </MantineTable.Td>
              ))}
            </MantineTable.Tr>
          ))}
        </MantineTable.Tbody>
      </MantineTable>
    </div>
  )
}
