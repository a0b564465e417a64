import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/EmptyState'

export const NotFoundPage = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <EmptyState
      title={t('notFound.title')}
      description={t('notFound.description')}
      actions={<Button onClick={() => void navigate({ to: '/' })}>{t('notFound.back')}</Button>}
    />
  )
}
