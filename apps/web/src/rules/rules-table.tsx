import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'

import { ruledFacts, type StageRuleTerms } from '@solar-capture/core/stage-rule'

import { useFirstMore } from '../components/first-more.ts'
import * as texts from '../texts/rules.tsx'
import type { EventType, Stage } from '../trpc.ts'
import { cellOf, choicesFor, movesNever, rowsOf, withCell, type TypeRow } from './rule-grid.ts'
import styles from './rules-page.module.css'

type Props = {
  stages: Stage[]
  eventTypes: EventType[]
  rules: StageRuleTerms[]
  /** The rules by which the rows are in order. */
  ordered: StageRuleTerms[]
  /** Null for who may only look. */
  onChange: ((rules: StageRuleTerms[]) => void) | null
}

const rowsAtOnce = 30

/** The rules as a table: event types down, what happened across. */
export function RulesTable({ stages, eventTypes, rules, ordered, onChange }: Props) {
  const [shown, setShown] = useState(rowsAtOnce)
  const rows = rowsOf(eventTypes, ordered)
  const { list, asked } = useFirstMore<HTMLTableSectionElement>(
    Math.min(shown, rows.length),
    rows.length <= shown,
  )
  const showMore = () => {
    asked()
    setShown(shown + rowsAtOnce)
  }
  return (
    <div>
      <table className={styles['table']}>
        <caption className={styles['caption']}>{texts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.eventType}</th>
            {ruledFacts.map((fact) => (
              <th key={fact} scope="col">
                {texts.facts[fact]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={list}>
          {rows.slice(0, shown).map((row) => (
            <RuleRow key={row.id} {...{ row, stages, rules, onChange }} />
          ))}
        </tbody>
      </table>
      {eventTypes.length === 0 && <p className={`muted ${styles['none']}`}>{texts.noTypes}</p>}
      {rows.length > shown && (
        <Button variant="default" mt={12} onClick={showMore}>
          {texts.showMore(Math.min(rowsAtOnce, rows.length - shown))}
        </Button>
      )}
    </div>
  )
}

type RowProps = Pick<Props, 'stages' | 'rules' | 'onChange'> & { row: TypeRow }

function RuleRow({ row: { id: eventTypeId, name, note }, stages, rules, onChange }: RowProps) {
  const never = movesNever(stages, rules, eventTypeId)
  return (
    <>
      <tr data-hinted={never.length > 0 || undefined}>
        <th scope="row">
          <span className="wrap">{name}</span>
          <span className={`muted ${styles['note']}`}>{note}</span>
        </th>
        {ruledFacts.map((fact) => {
          const value = cellOf(rules, fact, eventTypeId)
          const choices = choicesFor(stages, eventTypeId)
          return (
            <td key={fact} data-fact={texts.facts[fact]}>
              {onChange === null ? (
                choices.find((choice) => choice.value === value)?.label
              ) : (
                <NativeSelect
                  size="xs"
                  aria-label={texts.cell(texts.facts[fact], name)}
                  value={value}
                  onChange={(event) =>
                    onChange(
                      withCell(rules, { fact, eventTypeId, value: event.currentTarget.value }),
                    )
                  }
                  data={choices}
                />
              )}
            </td>
          )
        })}
      </tr>
      {never.length > 0 && (
        <tr className={styles['hints']}>
          <td colSpan={1 + ruledFacts.length}>
            {never.map(({ from, to }) => (
              <p key={to.id} className="muted small" role="status">
                {texts.movesNever(from.name, to.name, to.position < from.position)}
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  )
}
