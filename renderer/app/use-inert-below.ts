import { type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * While the caller is on screen, nothing beside it can be reached by keyboard, mouse or reading aloud, and
 * the window's title says nothing; then the focus goes back to where it was.
 */
export const useInertBelow = (cover: RefObject<HTMLElement | null>): void => {
  const { t } = useTranslation()
  useEffect(() => {
    const { title, activeElement } = document
    document.title = t('app')
    const below = [...document.body.children].filter(
      (element): element is HTMLElement =>
        element instanceof HTMLElement && !element.contains(cover.current) && !element.inert,
    )
    for (const element of below) element.inert = true
    return () => {
      for (const element of below) element.inert = false
      document.title = title
      if (activeElement instanceof HTMLElement) activeElement.focus()
    }
  }, [cover, t])
}
