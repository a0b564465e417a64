import { useTranslation } from 'react-i18next'

/** The words for one finding of `playbook.check`; a message without words of its own stands as it is. */
export const useFindingText = (): ((message: string) => string) => {
  const { t, i18n } = useTranslation('committee')
  return (message) => {
    const key = `committee:findings.${message.replace(/^playbook\//, '')}`
    return i18n.exists(key) ? (t as (key: string) => string)(key) : message
  }
}
