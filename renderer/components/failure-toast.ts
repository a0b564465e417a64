import { notifications } from '@mantine/notifications'
import type { i18n } from 'i18next'
import type { Failure } from '../../shared/errors/result'
import { describeFailure } from '../hooks/failure-text'

/** Says in a toast what a command was refused for. Stays until closed: a refusal must not be missed. */
export const showFailure = (instance: i18n, failure: Failure): void => {
  const { title, advice } = describeFailure(instance, failure)
  notifications.show({
    // The same refusal twice is one toast.
    id: failure.code,
    title,
    message: advice,
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': instance.t('common:close') },
    role: 'alert',
  })
}
