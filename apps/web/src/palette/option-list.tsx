import { Kbd } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'

import { StageLabel } from '../components/badge.tsx'
import { isMac } from '../components/keys.ts'
import { keyCaps } from '../components/shortcuts.ts'
import { phoneText } from '../format.ts'
import * as texts from '../texts/palette.ts'
import type { Option, OptionGroup, ShownLead } from './options.ts'
import styles from './palette.module.css'

type Props = {
  id: string
  groups: OptionGroup[]
  activeId: string | undefined
  /** The leads are those of an earlier text. */
  isOutdated: boolean
  onChoose: (id: string) => void
  onRun: (option: Option) => void
}

/** The lines of the palette. The focus stays in the field above, which tells which one is active. */
export function OptionList({ id, groups, activeId, isOutdated, onChoose, onRun }: Props) {
  const active = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Not returned: newer browsers answer a promise, which is no way to clean up.
    active.current?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <div id={id} role="listbox" aria-label={texts.list} className={styles['list']}>
      {groups.map(({ name, options }) => (
        <div key={name} role="group" aria-label={name}>
          <div className={styles['group']} aria-hidden>
            {name}
          </div>
          {options.map((option) => (
            // The field above takes the keys.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={option.id}
              id={`${id}-${option.id}`}
              ref={option.id === activeId ? active : null}
              role="option"
              tabIndex={-1}
              aria-selected={option.id === activeId}
              className={styles['option']}
              data-outdated={(isOutdated && option.kind === 'lead') || undefined}
              onMouseMove={() => option.id !== activeId && onChoose(option.id)}
              // The focus stays in the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onRun(option)}
            >
              <Line option={option} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function Line({ option }: { option: Option }) {
  if (option.kind === 'lead') return <LeadLine lead={option.lead} />
  if (option.kind === 'all') {
    return (
      <>
        <IconSearch size={16} className="muted" aria-hidden />
        <span className="cut">{texts.showAll(option.text)}</span>
      </>
    )
  }
  const { label, icon: Icon, keys } = option.command
  return (
    <>
      <Icon size={16} stroke={1.75} className="muted" aria-hidden />
      <span className="cut">{label}</span>
      {keys !== undefined && (
        <span className={styles['keys']} aria-hidden>
          {keyCaps(keys, isMac).map((cap) => (
            <Kbd key={cap} size="xs">
              {cap}
            </Kbd>
          ))}
        </span>
      )}
    </>
  )
}

function LeadLine({ lead }: { lead: ShownLead }) {
  const contact = lead.email ?? (lead.phone && phoneText(lead.phone))
  return (
    <>
      <span className={styles['person']}>
        <span className="cut">{lead.name}</span>
        <span className="cut muted small">{contact}</span>
      </span>
      <span className={`muted small ${styles['stage']}`}>
        <StageLabel stage={lead.stage} />
      </span>
    </>
  )
}
