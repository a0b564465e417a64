import { Checkbox, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Playbook } from '../../../../shared/domain/playbook'
import { LoadingState } from '../../../components/LoadingState'
import classes from '../vault.module.css'
import { agreementOf, type StepProps } from './founding'

interface AgreementStepProps extends StepProps {
  readonly playbook: Playbook | null
}

/** R9: the agreement of the playbook, read and accepted by name of its version. */
export const AgreementStep = ({ founding, onChange, playbook }: AgreementStepProps) => {
  const { t } = useTranslation('vault')
  if (playbook === null) return <LoadingState lines={6} />
  const { title, paragraphs } = playbook.confidentialityAgreement
  const version = agreementOf(playbook)
  return (
    <Stack>
      <Text>{t('found.agreement.explain')}</Text>
      <section className={classes.agreement} aria-label={title}>
        <Title order={3} mb="xs">
          {title}
        </Title>
        {paragraphs.map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an agreement's text does not move
          <Text key={index} mb="sm">
            {paragraph}
          </Text>
        ))}
      </section>
      <Checkbox
        label={t('found.agreement.accept', { name: founding.memberName, version })}
        checked={founding.acceptedAgreement === version}
        onChange={(event) =>
          onChange({ acceptedAgreement: event.currentTarget.checked ? version : null })
        }
      />
    </Stack>
  )
}
