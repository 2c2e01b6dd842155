import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { Dot } from '../components/badge.tsx'
import { FormError } from '../components/form-error.tsx'
import { EmptyState } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { useEndpointState } from '../endpoint-state.ts'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { useMay } from '../may.ts'
import { endpointWords } from '../state-words.ts'
import * as texts from '../texts/integrations.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { CalcomBlock } from './calcom-block.tsx'
import { EndpointAlarms } from './endpoint-alarms.tsx'
import styles from './integrations-page.module.css'
import { NameDialog } from './name-dialog.tsx'

const route = getRouteApi('/app/settings/integrations')

/** The connections to Cal.com, one for each account there. */
export function IntegrationsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const maySet = useMay('settings:write')
  const { data: endpoints } = useSuspenseQuery(trpc.endpoint.list.queryOptions())
  const stateOf = useEndpointState()
  const [isAdding, adding] = useDisclosure(false)
  const create = useMutation(
    trpc.endpoint.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await fetchAgain(queryClient, trpc.endpoint.list.pathFilter())
        adding.close()
        await navigate({ search: { endpoint: id } })
      },
    }),
  )
  const chosen = endpoints.find(({ id }) => id === search.endpoint) ?? endpoints[0]
  const connect = (name: string) => create.mutate({ name })

  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={texts.lead}
      actions={
        maySet &&
        endpoints.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => {
              create.reset()
              adding.open()
            }}
          >
            {texts.addAccount}
          </Button>
        )
      }
    >
      <FormError>{create.error === null || isAdding ? null : errorText(create.error)}</FormError>
      <NameDialog
        opened={isAdding}
        onClose={adding.close}
        title={texts.addAccountTitle}
        action={texts.addAccount}
        name={texts.nextAccountName(endpoints.length + 1)}
        pending={create.isPending}
        error={create.error}
        onSubmit={connect}
      />
      {endpoints.length > 1 && (
        <nav className={styles['accounts']} aria-label={texts.accounts}>
          {endpoints.map((endpoint) => (
            <Link
              key={endpoint.id}
              to="/settings/integrations"
              search={{ endpoint: endpoint.id }}
              className={styles['account']}
              aria-current={endpoint.id === chosen?.id ? 'true' : undefined}
            >
              <Dot tone={endpointWords[stateOf(endpoint)].tone} />
              <span className="cut">{endpoint.name}</span>
            </Link>
          ))}
        </nav>
      )}
      {chosen === undefined ? (
        <EmptyState
          title={texts.notConnected}
          action={
            maySet && (
              <Button loading={create.isPending} onClick={() => connect(texts.firstAccountName)}>
                {texts.connectCalcom}
              </Button>
            )
          }
        >
          {maySet ? texts.connectText : texts.askOwnerText}
        </EmptyState>
      ) : (
        <>
          <EndpointAlarms endpointId={chosen.id} />
          <CalcomBlock key={chosen.id} endpoint={chosen} maySet={maySet} outcome={search.outcome} />
        </>
      )}
    </Page>
  )
}
