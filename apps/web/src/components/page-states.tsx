import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, useMatch, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { codeOf, errorText, isPartMissing } from '../errors.ts'
import { isNewerThere, loadAnew } from '../newer-version.tsx'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/page-states.ts'
import { queryClient } from '../trpc.ts'
import styles from './page-states.module.css'
import { Page } from './page.tsx'

type EmptyProps = {
  title: string
  /** The level of the title: h1 where the page has no other heading. */
  as?: 'h1' | 'h2'
  children: ReactNode
  action?: ReactNode
}

/** Centred words for a place that has nothing to show: what will be here, and the one button for it. */
export function EmptyState(props: EmptyProps) {
  const { as: Heading = 'h2' } = props
  return (
    <div className={styles['empty']}>
      <Heading>{props.title}</Heading>
      <p className="muted">{props.children}</p>
      {props.action}
    </div>
  )
}

/** An error in place of what failed to load. */
export function LoadError(props: { error: unknown; retry: () => void; as?: 'h1' | 'h2' }) {
  const { error, retry, as: Heading = 'h2' } = props
  return (
    <div className={styles['empty']} role="alert">
      <Heading>{texts.notLoadedTitle}</Heading>
      <p className="muted">{errorText(error)}</p>
      <Button variant="default" onClick={retry}>
        {commonTexts.tryAgain}
      </Button>
    </div>
  )
}

/** What a route shows when its data could not be loaded. */
export function PageError({ error }: ErrorComponentProps) {
  const router = useRouter()
  if (codeOf(error) === 'NOT_FOUND' || codeOf(error) === 'BAD_REQUEST') return <PageMissing />
  if (codeOf(error) === 'FORBIDDEN') return <PageRefused error={error} />
  const retry = () => {
    queryClient.removeQueries({ predicate: ({ state }) => state.status === 'error' })
    void router.invalidate()
  }
  if (isPartMissing(error)) return <PartMissing error={error} />
  return <NotLoaded error={error} retry={retry} />
}

// With the name of the page where it has one whatever it shows.
function NotLoaded({ error, retry }: { error: unknown; retry: () => void }) {
  const name = useMatch({ strict: false, select: ({ staticData }) => staticData.name })
  if (name === undefined) {
    return (
      <BarePage name={texts.notLoaded}>
        <LoadError as="h1" error={error} retry={retry} />
      </BarePage>
    )
  }
  return (
    <Page name={name} heading={name}>
      <LoadError error={error} retry={retry} />
    </Page>
  )
}

// A browser does not fetch again what it once failed to: only the page anew helps.
function PartMissing({ error }: { error: unknown }) {
  const newer = useQuery({
    queryKey: ['newer-version'],
    queryFn: isNewerThere,
    ...{ retry: false, gcTime: 0, networkMode: 'always' },
  })
  if (newer.isPending) return null
  const loadAnewOnceThere = async () => {
    const isThere = await isNewerThere().then(
      () => true,
      () => false,
    )
    if (isThere) loadAnew()
  }
  if (newer.isError) {
    return <NotLoaded error={newer.error} retry={() => void loadAnewOnceThere()} />
  }
  if (!newer.data) return <NotLoaded error={error} retry={loadAnew} />
  return (
    <BarePage name={texts.newerVersion}>
      <EmptyState
        as="h1"
        title={texts.newerVersion}
        action={<Button onClick={loadAnew}>{texts.loadAnew}</Button>}
      >
        {texts.newerVersionPage}
      </EmptyState>
    </BarePage>
  )
}

/** What an address shows that leads nowhere. */
export function PageMissing() {
  return (
    <PageWithWords name={texts.notFound} title={texts.notFoundTitle}>
      {texts.notFoundText}
    </PageWithWords>
  )
}

// Trying again would be refused again.
function PageRefused({ error }: { error: unknown }) {
  return (
    <PageWithWords name={texts.notAllowed} title={texts.notAllowedTitle}>
      {errorText(error)}
    </PageWithWords>
  )
}

function PageWithWords(props: { name: string; title: string; children: ReactNode }) {
  return (
    <BarePage name={props.name}>
      <EmptyState
        as="h1"
        title={props.title}
        action={
          <Button variant="default" renderRoot={(given) => <Link to="/leads" {...given} />}>
            {commonTexts.goToLeads}
          </Button>
        }
      >
        {props.children}
      </EmptyState>
    </BarePage>
  )
}

// Without a head: what it shows has the heading.
function BarePage({ name, children }: { name: string; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={styles['page']}>
      <title>{commonTexts.pageTitle(name)}</title>
      {children}
    </main>
  )
}

/** What a route shows while its data takes longer than a blink. */
export function PageLoading() {
  return (
    <main id="main" tabIndex={-1} className={styles['page']} aria-busy="true">
      <div className={styles['hidden']} role="status">
        <h1>{texts.loading}</h1>
      </div>
      <Skeleton height={28} width={220} mb={24} />
      <Skeleton height={16} width="60%" mb={12} />
      <Skeleton height={16} width="45%" mb={12} />
      <Skeleton height={16} width="52%" />
    </main>
  )
}
