import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader'
import { FolderCard } from './FolderCard'
import { ReceiveCard } from './ReceiveCard'
import { RefusedCard } from './RefusedCard'
import { SendCard } from './SendCard'

/** Bundles: what goes to the other members and what comes from them. */
export const ExchangePage = () => {
  const { t } = useTranslation('exchange')
  return (
    <>
      <PageHeader title={t('title')} description={t('explain')} />
      <Stack gap="md" maw="60rem">
        <SendCard />
        <ReceiveCard />
        <FolderCard />
        <RefusedCard />
      </Stack>
    </>
  )
}
