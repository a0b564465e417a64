import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { dropNotes } from '../components/note-toast'

/**
 * What a browser does between pages and a memory router does not: the window's title, and the
 * focus, which moves to the new page's `main` unless something there has taken it.
 */
export const usePageChange = (): void => {
  const { t } = useTranslation()
  const { pathname, title } = useRouterState({
    select: (state) => ({
      pathname: state.resolvedLocation?.pathname ?? state.location.pathname,
      title: state.matches.at(-1)?.staticData.title,
    }),
    structuralSharing: true,
  })
  const previous = useRef<string | null>(null)

  useEffect(() => {
    document.title =
      title === undefined ? t('app') : t('windowTitle', { page: t(`pages.${title}`) })
  }, [title, t])

  useEffect(() => {
    const isFirst = previous.current === null
    const isSame = previous.current === pathname
    previous.current = pathname
    if (isFirst || isSame) return
    dropNotes()
    const main = document.querySelector('main')
    if (main?.contains(document.activeElement) === false) main.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [pathname])
}
