import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Provenance } from '../../../shared/contracts/views'
import { useFormats } from '../../hooks/formats'

/** Who entered something, and when. */
export const ByLine = ({ provenance }: { readonly provenance: Provenance }) => {
  const { t } = useTranslation('cases')
  const formats = useFormats()
  return (
    <Text component="span" display="block" size="xs" c="dimmed">
      {t('byLine', { by: provenance.by, time: formats.dateTime(provenance.atMs) })}
    </Text>
  )
}
