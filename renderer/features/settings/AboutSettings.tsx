import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useShellQuery } from '../../client/client'
import { Facts } from '../../components/Facts'
import { QueryState } from '../../components/QueryState'

const promises = ['atRest', 'noNetwork', 'durable', 'tamper', 'identity', 'erase'] as const
const notPromised = ['seen', 'malware', 'tells', 'notices', 'forgotten'] as const

/** Which Conclave this is, what it promises, and what no program can. */
export const AboutSettings = () => {
  const { t } = useTranslation('settings')
  const info = useShellQuery('shell.info', {})
  return (
    <Stack gap="md">
      <QueryState query={info} lines={3}>
        {({ host, appVersion, platform }) => (
          <Facts
            rows={[
              [t('about.version'), appVersion],
              [t('about.host'), t(`about.hosts.${host}`)],
              [t('about.platform'), platform],
            ]}
          />
        )}
      </QueryState>
      <div>
        <Title order={3} mb="xs">
          {t('about.promises')}
        </Title>
        <List size="sm" spacing={6}>
          {promises.map((promise) => (
            <List.Item key={promise}>{t(`about.promise.${promise}`)}</List.Item>
          ))}
        </List>
      </div>
      <div>
        <Title order={3} mb="xs">
          {t('about.notPromised')}
        </Title>
        <Text size="sm" mb="xs">
          {t('about.notPromisedHint')}
        </Text>
        <List size="sm" spacing={6}>
          {notPromised.map((limit) => (
            <List.Item key={limit}>{t(`about.limit.${limit}`)}</List.Item>
          ))}
        </List>
      </div>
    </Stack>
  )
}
