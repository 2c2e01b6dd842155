import { Loader, Modal, TextInput, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { isMac } from '../components/keys.ts'
import { useOpenDialog } from '../components/use-open-dialog.ts'
import { errorText } from '../errors.ts'
import type { AppDialog } from '../frame/app-dialogs.tsx'
import * as texts from '../texts/palette.ts'
import { OptionList } from './option-list.tsx'
import { listOptions, type Option } from './options.ts'
import styles from './palette.module.css'
import { useCommands } from './use-commands.ts'
import { useFoundLeads } from './use-found-leads.ts'
import { useRecent } from './use-recent.ts'

type Props = {
  /** Ids of leads, the one opened last first. */
  recentLeadIds: readonly string[]
  onOpen: (dialog: AppDialog) => void
  onClose: (focusBack?: boolean) => void
}

/** Finds a lead, goes to a page, does something: all of it by a few letters and Enter. */
export function Palette({ recentLeadIds, onOpen, onClose }: Props) {
  const listId = useId()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [isEntered, setEntered] = useState(false)
  const wanted = text.trim()
  const { leads, isPending, error } = useFoundLeads(wanted)
  const recent = useRecent(recentLeadIds)
  const navigate = useNavigate()
  const { commands, go } = useCommands({ open: onOpen, close: onClose })
  const groups = listOptions({ text: wanted, commands, found: leads, recent })
  const options = groups.flatMap((group) => group.options)
  const dialog = useOpenDialog(true, () => onClose())
  const active = options.find(({ id }) => id === chosen) ?? options[0]

  function change(next: string) {
    setText(next)
    setChosen(null)
    setEntered(false)
  }

  function run(option: Option) {
    if (option.kind === 'command') option.command.run()
    else if (option.kind === 'all') {
      go(() => navigate({ to: '/leads', search: { q: option.text } }))
    } else go(() => navigate({ to: '/leads/$leadId', params: { leadId: option.lead.id } }))
  }

  function enter() {
    // What is listed first may not be what was typed: it waits for the answer.
    if (isPending && chosen === null && active?.kind !== 'command') setEntered(true)
    else if (active !== undefined) run(active)
  }

  const runFirst = useEffectEvent(() => active !== undefined && run(active))
  useEffect(() => {
    if (isEntered && !isPending) runFirst()
  }, [isEntered, isPending])

  function step(by: 1 | -1) {
    const index = options.findIndex(({ id }) => id === active?.id)
    setChosen(options.at((index + by) % options.length)?.id ?? null)
    setEntered(false)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Enter') enter()
    else if (event.key === 'k' && (isMac ? event.metaKey : event.ctrlKey)) onClose()
    else return
    event.preventDefault()
  }

  return (
    <Modal.Root
      opened
      {...dialog}
      centered={false}
      yOffset="12vh"
      size={600}
      // The frame takes the focus back: it may go elsewhere.
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      classNames={{ content: styles['palette'] ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={texts.title}>
        <TextInput
          ref={focusNow}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          variant="unstyled"
          size="md"
          className={styles['field'] ?? ''}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={isPending && <Loader size={16} aria-hidden />}
          placeholder={texts.placeholder}
          aria-label={texts.placeholder}
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={active && `${listId}-${active.id}`}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          data-autofocus
        />
        <OptionList
          id={listId}
          groups={groups}
          activeId={active?.id}
          isOutdated={isPending}
          onChoose={setChosen}
          onRun={run}
        />
        <FormError>{error === null ? null : texts.leadsFailed(errorText(error))}</FormError>
        <VisuallyHidden role="status">
          {wanted === '' || isPending ? '' : texts.found(leads.length)}
        </VisuallyHidden>
      </Modal.Content>
    </Modal.Root>
  )
}

// The dialog would do so a moment later, and miss the first letters.
const focusNow = (field: HTMLInputElement | null) => field?.focus()
