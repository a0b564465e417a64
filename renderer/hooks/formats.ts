import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export interface Formats {
  readonly date: (timeMs: number) => string
  readonly dateTime: (timeMs: number) => string
  readonly time: (timeMs: number) => string
  /** "in 3 hours", "2 days ago"; minutes are the finest. */
  readonly relative: (timeMs: number, nowMs: number) => string
  /** "24 hours", "7 days". */
  readonly hours: (hours: number) => string
  readonly number: (value: number) => string
  /** "3 kB", "1.4 MB": whole kilobytes, upwards; from a megabyte on with one digit behind the point. */
  readonly bytes: (bytes: number) => string
}

const createFormats = (language: string): Formats => {
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const days = new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  const hours = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'long',
  })
  const number = new Intl.NumberFormat(language)
  const unit = { style: 'unit', unitDisplay: 'short', maximumFractionDigits: 1 } as const
  const kilobytes = new Intl.NumberFormat(language, { ...unit, unit: 'kilobyte' })
  const megabytes = new Intl.NumberFormat(language, { ...unit, unit: 'megabyte' })
  return {
    date: (timeMs) => date.format(timeMs),
    dateTime: (timeMs) => dateTime.format(timeMs),
    time: (timeMs) => time.format(timeMs),
    relative: (timeMs, nowMs) => {
      const differenceMs = timeMs - nowMs
      const sizeMs = Math.abs(differenceMs)
      if (sizeMs >= 2 * dayMs) return relative.format(Math.round(differenceMs / dayMs), 'day')
      if (sizeMs >= hourMs) return relative.format(Math.round(differenceMs / hourMs), 'hour')
      return relative.format(Math.round(differenceMs / minuteMs), 'minute')
    },
    hours: (count) =>
      count >= 48 && count % 24 === 0 ? days.format(count / 24) : hours.format(count),
    number: (value) => number.format(value),
    bytes: (bytes) =>
      bytes < 1_000_000
        ? kilobytes.format(Math.ceil(bytes / 1_000))
        : megabytes.format(bytes / 1_000_000),
  }
}

/** The machine's own variety of the app's language, so that a Briton does not read American dates. */
const localeFor = (language: string): string =>
  navigator.languages.find((locale) => locale.split('-')[0] === language) ?? language

/** Dates, times and numbers in the app's language, in this machine's time zone. */
export const useFormats = (): Formats => {
  const { i18n } = useTranslation()
  return useMemo(() => createFormats(localeFor(i18n.language)), [i18n.language])
}
