import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RefusedEntryView } from '../../../shared/contracts/committee-views'
import { useVaultQuery } from '../../client/client'
import { Card } from '../../components/Card'
import { QueryState } from '../../components/QueryState'
import { useFormats } from '../../hooks/formats'
import classes from './exchange.module.css'
import { useRefusalText } from './refusal-text'

/** Promise 7: what was refused or counts for nothing is kept and shown, with its author. */
export const RefusedCard = () => {
  const { t } = useTranslation('exchange')
  const refused = useVaultQuery('refused.list', {})
  return (
    <Card title={t('refusedList.title')} hint={t('refusedList.hint')}>
      <QueryState query={refused} lines={2}>
        {(entries) =>
          entries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('refusedList.none')}
            </Text>
          ) : (
            <>
              <Stack component="ul" gap="xs" className={classes.list ?? ''}>
                {entries.map((entry) => (
                  <RefusedLine key={entry.entryId} entry={entry} />
                ))}
              </Stack>
              <Text size="sm" c="dimmed">
                {t('refusedList.meaning')}
              </Text>
            </>
          )
        }
      </QueryState>
    </Card>
  )
}

const RefusedLine = ({ entry }: { readonly entry: RefusedEntryView }) => {
  const { t } = useTranslation('exchange')
  const formats = useFormats()
  const refusalText = useRefusalText()
  const { where, codeName, by, code, atMs } = entry
  return (
    <li>
      <Text>{refusalText(code)}</Text>
      <Group gap={6}>
        <Text size="sm" c="dimmed">
          {t('refusedList.by', { by })},{' '}
          {codeName === null
            ? t(`refusedList.where.${where}`)
            : t('refusedList.inCase', { codeName })}
          {atMs !== null && ` · ${formats.dateTime(atMs)}`} · {t('refusedList.code', { code })}
        </Text>
      </Group>
    </li>
  )
}
