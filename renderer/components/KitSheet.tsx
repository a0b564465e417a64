import { List, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '../client/session'
import { useFormats } from '../hooks/formats'
import classes from './KitSheet.module.css'

/** What a vault gives out once, for paper. */
export interface MadeKit {
  readonly recoveryKey: string
  readonly fingerprintWords: readonly string[]
}

interface KitSheetProps {
  readonly made: MadeKit
}

/** The page for the printer: all that somebody needs on the day the passphrase is gone. */
export const KitSheet = ({ made }: KitSheetProps) => {
  const { t } = useTranslation('vault')
  const formats = useFormats()
  const { data } = useSession()
  const member = data !== undefined && 'memberName' in data ? data.memberName : ''
  return (
    <section className={classes.kit} aria-label={t('kit.title')}>
      <Stack gap="md">
        <div>
          <Title order={3}>{t('kit.title')}</Title>
          <Text size="sm">{t('kit.madeBy', { member, date: formats.date(Date.now()) })}</Text>
        </div>
        <div>
          <Text fw={600}>{t('kit.key')}</Text>
          <Text className={classes.key ?? ''} translate="no">
            {made.recoveryKey}
          </Text>
        </div>
        <div>
          <Text fw={600}>{t('kit.words')}</Text>
          <Text size="sm" mb={4}>
            {t('kit.wordsHint')}
          </Text>
          <ol className={classes.words} translate="no">
            {made.fingerprintWords.map((word, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: words may repeat and never move
              <li key={index}>{word}</li>
            ))}
          </ol>
        </div>
        <div>
          <Text fw={600}>{t('kit.keep')}</Text>
          <List size="sm">
            <List.Item>{t('kit.keepLocked')}</List.Item>
            <List.Item>{t('kit.keepApart')}</List.Item>
            <List.Item>{t('kit.keepOffline')}</List.Item>
          </List>
        </div>
        <div>
          <Text fw={600}>{t('kit.use')}</Text>
          <Text size="sm">{t('kit.useHow')}</Text>
        </div>
      </Stack>
    </section>
  )
}
