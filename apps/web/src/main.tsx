import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './styles.css'
import './contrast.css'
import './print.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { WithNotifications } from './components/with-notifications.tsx'
import { watchForMissingParts } from './newer-version.tsx'
import { printLight } from './print-light.ts'
import { router } from './router.tsx'
import { styleNonce } from './style-nonce.ts'
import { cssVariables, theme } from './theme.ts'
import { queryClient } from './trpc.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

// For the style with which an open dialog locks the scrolling (react-style-singleton).
setNonce(styleNonce())

watchForMissingParts()
printLight()

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} InnerWrap={WithNotifications} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
