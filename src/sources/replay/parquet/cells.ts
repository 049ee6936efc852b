import { type Price, priceOfHundredths } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import type { Columns } from './columns.ts'

/** Gives the value of a column in a row. */
type Cell<T> = (row: number) => T

/** A number that has to be there. */
export function number({ numbers }: Columns, name: string): Cell<number> {
  const column = numbers(name)
  return (row) => {
    const value = column.values[row] ?? NaN
    return value === value ? value : unreadable(name, undefined, 'a number')
  }
}

/** A number, where there is one. */
export function maybeNumber({ numbers }: Columns, name: string): Cell<number | undefined> {
  const column = numbers(name)
  return (row) => {
    const value = column.values[row] ?? NaN
    return value === value ? value : undefined
  }
}

/** Yes or no; no where a row is from before it was asked. */
export function flag({ numbers }: Columns, name: string): Cell<boolean> {
  const column = numbers(name)
  return (row) => column.values[row] === 1
}

/** A price, where there is one. */
export function maybePrice({ numbers }: Columns, name: string): Cell<Price | undefined> {
  const column = numbers(name)
  return (row) => {
    const hundredths = column.values[row] ?? NaN
    return hundredths === hundredths ? price(hundredths, name) : undefined
  }
}

/** A price that has to be there. */
export function priceIn({ numbers }: Columns, name: string): Cell<Price> {
  const column = numbers(name)
  return (row) => price(column.values[row] ?? NaN, name)
}

const price = (hundredths: number, name: string): Price =>
  hundredths > 0 ? priceOfHundredths(hundredths) : unreadable(name, hundredths / 100, 'a price above 0')

/** A text that has to be there. */
export function text({ texts }: Columns, name: string): Cell<string> {
  const column = texts(name)
  return (row) => {
    const value = column.values[row] ?? ''
    return value === '' ? unreadable(name, undefined, 'a text') : value
  }
}
