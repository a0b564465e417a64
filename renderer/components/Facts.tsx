import { DataList } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Facts.module.css'

interface FactsProps {
  /** Label, then value. */
  readonly rows: readonly (readonly [string, ReactNode])[]
}

/** Labels and values, two columns where there is room, as a definition list. */
export const Facts = ({ rows }: FactsProps) => (
  <DataList labelWidth="13rem" size="sm" gap="xs">
    {rows.map(([label, value]) => (
      <DataList.Item key={label} className={classes.fact ?? ''}>
        <DataList.ItemLabel>{label}</DataList.ItemLabel>
        <DataList.ItemValue>{value}</DataList.ItemValue>
      </DataList.Item>
    ))}
  </DataList>
)
