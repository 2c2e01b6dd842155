import { Link } from '@tanstack/react-router'

import { scopes } from '@solar-capture/core/access'

import { Section } from '../components/section.tsx'
import { scopeWords } from '../words.ts'
import styles from './api-docs.module.css'
import { CodeBlock } from './code-block.tsx'

/** How a program gets in, and what to type first. `url` is where the server is reached. */
export function GettingStarted({ url }: { url: string }) {
  const curl = `curl '${url}/api/v1/lead/list?limit=5' \\
  --header "Authorization: Bearer $SOLAR_CAPTURE_API_KEY"`
  const client = `import { createClient } from '@solar-capture/client'

const apiKey = process.env.SOLAR_CAPTURE_API_KEY
const client = createClient({ url: '${url}', apiKey })
const { items } = await client.lead.list.query({ limit: 5 })`
  return (
    <div className={styles['start']}>
      <Section title="Get in">
        <p className={styles['words']}>
          Make a key under{' '}
          <Link to="/settings/api-keys" className="quiet-link">
            API keys
          </Link>{' '}
          and send it with each request in the header <code>Authorization</code>. In an address it
          opens nothing. What a key may do is up to its scopes:
        </p>
        <dl className={styles['scopes']}>
          {scopes.map((scope) => (
            <div key={scope}>
              <dt>
                <code>{scope}</code>
              </dt>
              <dd className="muted">{scopeWords[scope].label}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="With any program">
        <CodeBlock label="Example for curl">{curl}</CodeBlock>
        <p className={styles['words']}>
          A list repeats its name: <code>stageIds=…&amp;stageIds=…</code>. What changes something is
          a POST with a body of JSON. Code generators read{' '}
          <a href="/api/openapi.json" className="quiet-link">
            the OpenAPI document
          </a>
          .
        </p>
      </Section>
      <Section title="With TypeScript">
        <CodeBlock label="Example for TypeScript">{client}</CodeBlock>
        <p className={styles['words']}>
          Input and answers are typed. The package is in the folder <code>packages/client</code> of
          Solar Capture.
        </p>
      </Section>
    </div>
  )
}
