import { IconArrowLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { SearchField } from '../components/search-field.tsx'
import { Section } from '../components/section.tsx'
import { counted } from '../format.ts'
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
      name="API"
      heading="API"
      lead="What the dashboard can do, for your own programs."
      above={
        <Link to="/settings/api-keys" className="back-link">
          <IconArrowLeft size={16} aria-hidden />
          API keys
        </Link>
      }
    >
      <div className={styles['page']}>
        <GettingStarted url={document.servers[0]?.url ?? ''} />
        <Section
          title="Operations"
          actions={
            <span className="muted small numbers" role="status">
              {counted(found.length, 'operation')}
            </span>
          }
        >
          <SearchField
            label="Search operations"
            placeholder="Path, words or scope"
            value={q}
            onSearch={search}
            className={styles['search']}
          />
          {found.length === 0 && (
            <EmptyState title="Nothing found">No operation has these words.</EmptyState>
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
