import { Link } from '@tanstack/react-router'

import { scopes } from '@solar-capture/core/access'

import { Section } from '../components/section.tsx'
import * as texts from '../texts/api-docs.tsx'
import { scopeWords } from '../texts/scopes.ts'
import styles from './api-docs.module.css'
import { CodeBlock } from './code-block.tsx'

const header = 'Authorization'
const list = 'stageIds=…&stageIds=…'
const folder = 'packages/client'

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
      <Section title={texts.getIn}>
        <p className={styles['words']}>
          {texts.getInText(
            <Link to="/settings/api-keys" className="quiet-link">
              {texts.apiKeys}
            </Link>,
            <code>{header}</code>,
          )}
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
      <Section title={texts.anyProgram}>
        <CodeBlock label={texts.curlExample}>{curl}</CodeBlock>
        <p className={styles['words']}>
          {texts.anyProgramText(
            <code>{list}</code>,
            <a href="/api/openapi.json" className="quiet-link">
              {texts.openApiDocument}
            </a>,
          )}
        </p>
      </Section>
      <Section title={texts.typeScript}>
        <CodeBlock label={texts.typeScriptExample}>{client}</CodeBlock>
        <p className={styles['words']}>{texts.typeScriptText(<code>{folder}</code>)}</p>
      </Section>
    </div>
  )
}
