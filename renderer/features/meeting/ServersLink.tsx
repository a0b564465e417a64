import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export const ServersLink = () => {
  const { t } = useTranslation('meeting')
  return (
    <Anchor component={Link} to="/meeting/servers" size="sm" w="fit-content">
      {t('servers.open')}
    </Anchor>
  )
}
