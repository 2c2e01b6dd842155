import { IconChevronRight } from '@tabler/icons-react'

import * as texts from '../texts/api-docs.tsx'
import { listFields, outline } from '../texts/schema-words.ts'
import styles from './api-docs.module.css'
import { CodeBlock } from './code-block.tsx'
import type { Access, ApiOperation, Schema } from './document.ts'

type Props = { operation: ApiOperation; schemas: Record<string, Schema> }

/** One operation: a line that opens to what it takes and answers. */
export function OperationItem({ operation, schemas }: Props) {
  const { method, path, summary, access, input, output } = operation
  return (
    <li>
      <details className={styles['operation']}>
        <summary>
          <IconChevronRight size={14} aria-hidden className={styles['chevron']} />
          <span className={styles['method']} data-method={method}>
            {method}
          </span>
          <h3 className={styles['path']}>{path}</h3>
          <span className={styles['summary']}>{summary}</span>
          <span className={`muted ${styles['access']}`}>{accessWords(access)}</span>
        </summary>
        <div className={styles['inside']}>
          {input === null ? (
            <p className="muted">{texts.takesNothing}</p>
          ) : (
            <FieldTable caption={method === 'GET' ? texts.parameters : texts.body} input={input} />
          )}
          {output === null ? (
            <p className="muted">{texts.answersNothing}</p>
          ) : (
            <>
              <h4>{texts.answer}</h4>
              <CodeBlock label={texts.answerOf(operation.id)}>{outline(output, schemas)}</CodeBlock>
            </>
          )}
        </div>
      </details>
    </li>
  )
}

function FieldTable({ caption, input }: { caption: string; input: Schema }) {
  return (
    <table className={styles['fields']}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.columnName}</th>
          <th scope="col">{texts.columnType}</th>
          <th scope="col">{texts.columnDefault}</th>
        </tr>
      </thead>
      <tbody>
        {listFields(input).map(({ name, type, required, fallback }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="wrap">{type}</td>
            <td className="muted">{required ? texts.required : (fallback ?? '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function accessWords({ who, scope }: Access): string {
  if (who === 'anybody') return texts.anybody
  if (who === 'session') return texts.signedInOnly
  return scope ?? texts.anyKey
}
