import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import * as texts from '../texts/alarms.ts'
import styles from './alarms-page.module.css'
import { useSaveSettings } from './use-save-settings.ts'

type Props = {
  host: string
  /** Gets the new signing secret, or null once nothing is posted any more. */
  onSecret: (secret: string | null) => void
}

/** Where alarms are posted now; asks before its signing secret is replaced and before it goes. */
export function WebhookInUse({ host, onSecret }: Props) {
  const [renewing, renewal] = useDisclosure(false)
  const [removing, removal] = useDisclosure(false)
  // What goes wrong is told in the question.
  const save = useSaveSettings({ tellsErrors: false })
  const open = ({ open: ask }: typeof renewal) => {
    save.reset()
    ask()
  }
  const asking = { busy: save.isPending, error: save.error }

  return (
    <div className={styles['posts']}>
      <span className="wrap">
        {texts.postsTo} <strong>{host}</strong>
      </span>
      <Button variant="default" size="compact-sm" onClick={() => open(renewal)}>
        {texts.renewSecret}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => open(removal)}>
        {texts.remove}
      </Button>
      <ConfirmDialog
        {...asking}
        opened={renewing}
        onClose={renewal.close}
        title={texts.renewTitle}
        action={texts.renewAction}
        onConfirm={() =>
          save.mutate(
            { renewSecret: true },
            {
              onSuccess: ({ webhookSecret }) => {
                renewal.close()
                onSecret(webhookSecret)
              },
            },
          )
        }
      >
        {texts.renewText}
      </ConfirmDialog>
      <ConfirmDialog
        {...asking}
        opened={removing}
        onClose={removal.close}
        title={texts.removeTitle(host)}
        action={texts.removeAction}
        onConfirm={() => save.mutate({ webhookUrl: null }, { onSuccess: () => onSecret(null) })}
      >
        {texts.removeText}
      </ConfirmDialog>
    </div>
  )
}
