import { useTranslation } from 'react-i18next'

/** Why an entry was refused, in plain words; a code that is new still reads calmly. */
export const useRefusalText = (): ((code: string) => string) => {
  const { t, i18n } = useTranslation('exchange')
  return (code) => {
    const key = `exchange:why.${code}`
    return i18n.exists(key) ? (t as (key: string) => string)(key) : t('why.unknown')
  }
}
