import { IconArrowLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { SearchField } from '../components/search-field.tsx'
import { Section } from '../components/section.tsx'
import * as texts from '../texts/api-docs.tsx'
import styles from './api-docs.module.css'
import { documentQuery, findOperations, listOperations } from './document.ts'
import { GettingStarted } from './getting-started.tsx'
import { OperationItem } from './operation-item.tsx'

const route = getRouteApi('/app/settings/api')

/** What other programs may ask of this server, as the server itself describes it. */
export function ApiPage() {
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: document } = useSuspenseQuery(documentQuery)
  const found = findOperations(listOperations(document), q)
  const groups = Map.groupBy(found, ({ group }) => group)
  const search = (text: string) =>
    void navigate({ search: { q: text.trim() || undefined }, replace: true, resetScroll: false })

  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={texts.lead}
      above={
        <Link to="/settings/api-keys" className="back-link">
          <IconArrowLeft size={16} aria-hidden />
          {texts.apiKeys}
        </Link>
      }
    >
      <div className={styles['page']}>
        <GettingStarted url={document.servers[0]?.url ?? ''} />
        <Section
          title={texts.operations}
          actions={
            <span className="muted small numbers" role="status">
              {texts.found(found.length)}
            </span>
          }
        >
          <SearchField
            label={texts.search}
            placeholder={texts.searchPlaceholder}
            value={q}
            onSearch={search}
            className={styles['search']}
          />
          {found.length === 0 && (
            <EmptyState title={texts.nothingFound}>{texts.nothingFoundText}</EmptyState>
          )}
        </Section>
        {[...groups].map(([group, operations]) => (
          <Section key={group} title={group}>
            <ul className={styles['operations']}>
              {operations.map((operation) => (
                <OperationItem
                  key={operation.id}
                  operation={operation}
                  schemas={document.components.schemas}
                />
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </Page>
  )
}
