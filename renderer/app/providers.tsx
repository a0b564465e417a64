import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Bridge } from '../../shared/contracts/bridge'
import { BridgeContext } from '../client/bridge'
import { createQueryClient } from '../client/query-client'
import { showFailure } from '../components/failure-toast'
import { readNonce } from '../hooks/nonce'
import { createI18n } from './i18n'
import { resolveCssVariables, theme } from './theme'

// Modals lock scrolling through `get-nonce`, which has no option but this global.
Object.assign(globalThis, { __webpack_nonce__: readNonce() })

const colorSchemeManager = localStorageColorSchemeManager({ key: 'conclave-color-scheme' })
const toastMs = 8_000

interface AppProvidersProps {
  readonly bridge: Bridge
  readonly children: ReactNode
}

export const AppProviders = ({ bridge, children }: AppProvidersProps) => {
  const [i18n] = useState(createI18n)
  const [queryClient] = useState(() =>
    createQueryClient((error) => showFailure(i18n, error.failure)),
  )
  return (
    <BridgeContext value={bridge}>
      <QueryClientProvider client={queryClient}>
        <I18nextProvider i18n={i18n}>
          <MantineProvider
            theme={theme}
            cssVariablesResolver={resolveCssVariables}
            colorSchemeManager={colorSchemeManager}
            defaultColorScheme="auto"
            getStyleNonce={readNonce}
          >
            <ModalsProvider>
              <Notifications
                position="bottom-right"
                autoClose={toastMs}
                limit={3}
                className="no-print"
              />
              {children}
            </ModalsProvider>
          </MantineProvider>
        </I18nextProvider>
      </QueryClientProvider>
    </BridgeContext>
  )
}
