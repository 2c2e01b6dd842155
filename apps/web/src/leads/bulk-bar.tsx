import { Button, Menu, Progress } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Dot } from '../components/badge.tsx'
import { useKeys } from '../components/keys.ts'
import { errorText } from '../errors.ts'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads-bulk.ts'
import { trpc } from '../trpc.ts'
import styles from './bulk-bar.module.css'
import { ExportMenu } from './export-menu.tsx'
import { mostPicked } from './selection.ts'
import type { Bulk, Deed } from './use-bulk.tsx'
import type { Collect } from './use-collect.ts'
import type { Selection } from './use-selection.ts'

type Props = {
  selection: Selection
  bulk: Bulk
  collect: Collect
  /** What the button says that selects what else the filter lets through; null when that is all selected. */
  selectMore: string | null
}

/** What can be done with the leads that are selected, and how far it is. */
export function BulkBar({ selection, bulk, collect, selectMore }: Props) {
  const { picked, clear } = selection
  const { progress } = bulk
  return (
    <div className={styles['bar']} role="region" aria-label={texts.selectedLeads}>
      {progress !== null ? (
        <Working
          words={progress.words}
          amount={texts.done(progress.done)}
          part={progress.done / progress.total}
          isStopping={progress.isStopping}
          onStop={bulk.stop}
        />
      ) : collect.found !== null ? (
        <Working
          words={texts.selecting}
          amount={texts.found(collect.found)}
          part={null}
          isStopping={false}
          onStop={collect.stop}
        />
      ) : (
        <>
          <span className="numbers" role="status">
            {texts.selected(picked.size)}
          </span>
          {selectMore !== null && picked.size < mostPicked && (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              className={styles['more'] ?? ''}
              onClick={() => void collect.start()}
            >
              {selectMore}
            </Button>
          )}
          <Deeds selection={selection} bulk={bulk} />
          <ExportMenu
            wanted={{ ids: [...picked.keys()] }}
            label={texts.exportLeads(picked.size)}
            size="xs"
          />
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            className={styles['clear'] ?? ''}
            aria-label={texts.clearSelection}
            onClick={clear}
          >
            {texts.clear}
          </Button>
          {collect.error !== null && (
            <span className={styles['error']} role="alert">
              {errorText(collect.error)}
            </span>
          )}
        </>
      )}
    </div>
  )
}

function Deeds({ selection, bulk }: Pick<Props, 'selection' | 'bulk'>) {
  const mayWrite = useMay('leads:write')
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())
  const { data: choices } = useQuery(trpc.lead.choices.queryOptions())
  const [moving, setMoving] = useState(false)
  useKeys('leads', mayWrite ? { m: () => setMoving(true) } : {})
  if (!mayWrite) return null
  const start = (deed: Deed) => {
    selection.clear()
    void bulk.start(selection.picked, deed)
  }
  return (
    <>
      <Menu
        opened={moving}
        onChange={setMoving}
        position="top-start"
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {texts.moveTo}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles['menu'] ?? ''}>
          {stages.map(({ id, name, colour }) => (
            <Menu.Item
              key={id}
              leftSection={<Dot tone={colour} />}
              onClick={() => start({ kind: 'move', to: id, done: texts.moved(name) })}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-start" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {texts.assignTo}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles['menu'] ?? ''}>
          {choices?.owners.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => start({ kind: 'assign', to: id, done: texts.assigned(name) })}
            >
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            onClick={() => start({ kind: 'assign', to: null, done: texts.assignedToNobody })}
          >
            {commonTexts.nobody}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

type WorkingProps = {
  words: string
  amount: string
  /** From 0 to 1; null when that is not known. */
  part: number | null
  /** It will stop as soon as what was sent is answered. */
  isStopping: boolean
  onStop: () => void
}

function Working({ words, amount, part, isStopping, onStop }: WorkingProps) {
  return (
    <>
      <span className={styles['working']}>
        <span>{words}</span>
        <span className="muted numbers" role="status">
          {amount}
        </span>
        <Progress
          value={(part ?? 1) * 100}
          animated={part === null}
          size="sm"
          aria-label={words}
          className={styles['progress'] ?? ''}
        />
      </span>
      <Button size="xs" variant="default" disabled={isStopping} onClick={onStop}>
        {isStopping ? texts.stopping : texts.stop}
      </Button>
    </>
  )
}
