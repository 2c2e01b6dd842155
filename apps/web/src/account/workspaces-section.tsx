import { Button, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconPlus } from '@tabler/icons-react'

import { FormError } from '../components/form-error.tsx'
import { Section } from '../components/section.tsx'
import { errorText } from '../errors.ts'
import { NewWorkspaceDialog } from '../frame/new-workspace-dialog.tsx'
import { useWorkspaces } from '../frame/use-workspaces.ts'
import * as texts from '../texts/account.tsx'
import styles from './account.module.css'

/** The way to another workspace on a phone, where the rail has no room for it. */
export function WorkspacesSection() {
  const { all, change, mayMake } = useWorkspaces()
  const [making, dialog] = useDisclosure(false)
  if (all.length < 2 && !mayMake) return null
  return (
    <div className={styles['phoneOnly']}>
      <Section
        title={texts.workspaces}
        actions={
          mayMake && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={dialog.open}
            >
              {texts.newWorkspace}
            </Button>
          )
        }
      >
        <ul className={styles['rows']}>
          {all.map(({ id, name, isCurrent }) => (
            <li key={id}>
              <UnstyledButton
                className={styles['workspace']}
                aria-current={isCurrent || undefined}
                disabled={change.isPending}
                onClick={() => !isCurrent && change.mutate({ id })}
              >
                <span className="cut">{name}</span>
                {isCurrent && <IconCheck size={18} aria-hidden />}
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <FormError>{change.error === null ? null : errorText(change.error)}</FormError>
      </Section>
      <NewWorkspaceDialog opened={making} onClose={dialog.close} />
    </div>
  )
}
