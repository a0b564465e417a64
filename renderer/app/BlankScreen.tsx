import { Portal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHotkey } from '../hooks/use-hotkey'
import classes from './BlankScreen.module.css'

const keysBack: readonly string[] = ['F8', 'Escape']

/**
 * One key hides everything, the window's title too, without closing, saving or moving anything:
 * for the moment when someone walks up behind. The focus stays where it was; keys are swallowed.
 */
export const BlankScreen = () => {
  const { t } = useTranslation()
  const [isBlank, setIsBlank] = useState(false)
  useHotkey('blank-screen', () => setIsBlank(true), !isBlank)

  useEffect(() => {
    if (!isBlank) return
    const title = document.title
    document.title = t('app')
    const swallow = (event: KeyboardEvent) => {
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.type === 'keydown' && keysBack.includes(event.key)) setIsBlank(false)
    }
    // Pressing the mouse must not take the focus from the text below.
    const keepFocus = (event: MouseEvent) => event.preventDefault()
    const comeBack = (event: MouseEvent) => {
      event.preventDefault()
      event.stopImmediatePropagation()
      setIsBlank(false)
    }
    window.addEventListener('keydown', swallow, true)
    window.addEventListener('keyup', swallow, true)
    window.addEventListener('mousedown', keepFocus, true)
    window.addEventListener('click', comeBack, true)
    return () => {
      window.removeEventListener('mousedown', keepFocus, true)
      window.removeEventListener('click', comeBack, true)
      window.removeEventListener('keydown', swallow, true)
      window.removeEventListener('keyup', swallow, true)
      document.title = title
    }
  }, [isBlank, t])

  if (!isBlank) return null
  return (
    <Portal>
      <div className={classes.cover} role="status">
        <p className={classes.hint}>{t('blank.hint')}</p>
      </div>
    </Portal>
  )
}
