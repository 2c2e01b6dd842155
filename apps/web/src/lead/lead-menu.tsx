import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowMerge, IconDots, IconTrash } from '@tabler/icons-react'

import { useMay } from '../may.ts'
import * as texts from '../texts/lead.tsx'
import type { Lead } from '../trpc.ts'
import { MergeAnyDialog } from './merge-dialog.tsx'
import { RemoveLead } from './remove-lead.tsx'

/** What is seldom done with a lead. */
export function LeadMenu({ lead }: { lead: Lead }) {
  const mayMerge = useMay('leads:write')
  const mayRemove = useMay('settings:write')
  const [merging, mergeDialog] = useDisclosure(false)
  const [removing, removeDialog] = useDisclosure(false)
  if (!mayMerge && !mayRemove) return null
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={texts.moreActions}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayMerge && (
            <Menu.Item
              leftSection={<IconArrowMerge size={16} aria-hidden />}
              onClick={mergeDialog.open}
            >
              {texts.mergeWithAnother}
            </Menu.Item>
          )}
          {mayRemove && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={removeDialog.open}
            >
              {texts.removeMore}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <MergeAnyDialog lead={lead} opened={merging} onClose={mergeDialog.close} />
      <RemoveLead lead={lead} opened={removing} onClose={removeDialog.close} />
    </>
  )
}
