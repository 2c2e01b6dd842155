import { IconDownload } from '@tabler/icons-react'

import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import * as texts from '../texts/leads.ts'

type Props = OwnButtonProps & { size: 'xs' | 'sm'; loading?: boolean }

/** Opens the kinds of files that leads are saved as. */
export function ExportButton(button: Props) {
  return (
    <MenuButton {...button} leftSection={<IconDownload size={16} aria-hidden />}>
      {texts.exportLeads}
    </MenuButton>
  )
}
