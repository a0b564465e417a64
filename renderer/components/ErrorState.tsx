import { Button, Code, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/errors/result'
import { useFailureText } from '../hooks/failure-text'
import classes from './ErrorState.module.css'

interface ErrorStateProps {
  readonly failure: Failure
  readonly onRetry?: () => void
  /** Other ways out, as buttons. */
  readonly actions?: ReactNode
  /** The heading's level in its page. */
  readonly order?: 1 | 2 | 3
  /** Moves the focus here: the thing that was pressed is gone. */
  readonly takeFocus?: boolean
}

/** In place of what could not be shown: what happened, what is safe, what to do. */
export const ErrorState = ({
  failure,
  onRetry,
  actions,
  order = 2,
  takeFocus = false,
}: ErrorStateProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])
  const { t } = useTranslation()
  const { title, detail, advice, code } = useFailureText()(failure)
  return (
    <Stack role="alert" maw="38rem" gap="sm" py="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color="red" size="lg" aria-hidden>
          <IconAlertTriangle size={20} />
        </ThemeIcon>
        <Title
          order={order}
          size="h2"
          pt={4}
          ref={heading}
          tabIndex={-1}
          className={classes.heading ?? ''}
        >
          {title}
        </Title>
      </Group>
      <Text>{detail}</Text>
      <Text>{advice}</Text>
      <Group gap="sm">
        {onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        )}
        {actions}
      </Group>
      <Text size="sm" c="dimmed">
        {t('codeLabel')} <Code>{code}</Code>
      </Text>
    </Stack>
  )
}
