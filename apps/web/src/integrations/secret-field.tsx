import { useDisclosure } from '@mantine/hooks'
import { useRef, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { TextButton } from '../components/text-button.tsx'
import { errorText } from '../errors.ts'
import * as texts from '../texts/secret.tsx'
import type { Endpoint } from '../trpc.ts'
import { SecretCheckDialog } from './secret-check-dialog.tsx'
import { SecretForm } from './secret-form.tsx'
import { SecretLeakDialog } from './secret-leak-dialog.tsx'
import { SecretLeakReport } from './secret-leak-report.tsx'
import { SecretLine } from './secret-line.tsx'
import { SecretOnce } from './secret-once.tsx'
import { SecretOverlap } from './secret-overlap.tsx'
import { SecretParked } from './secret-parked.tsx'
import { SecretRotateDialog } from './secret-rotate-dialog.tsx'
import styles from './secret.module.css'
import { shownSecrets, useSecretChanges } from './use-secret-changes.ts'

type Props = { endpoint: Endpoint; maySet: boolean }

/** The signing secret: pasted, generated and replaced here, never shown again afterwards. */
export function SecretField({ endpoint, maySet }: Props) {
  const { secret, previousSecret } = endpoint
  return (
    <>
      {secret !== null && <SecretLine secret={secret} />}
      {previousSecret !== null && (
        <SecretOverlap endpoint={endpoint} previous={previousSecret} maySet={maySet} />
      )}
      {maySet && <Changing endpoint={endpoint} />}
    </>
  )
}

function Changing({ endpoint }: { endpoint: Endpoint }) {
  const { id, secret } = endpoint
  const { save, generate, rotate, reset, made, isSaved } = useSecretChanges(endpoint)
  // What was pasted to replace a secret; null where one is to be made.
  const [pasted, setPasted] = useState<string | null>(null)
  // What a question is about is what was shown when it was asked.
  const [seen, setSeen] = useState(() => shownSecrets(endpoint))
  const field = useRef<HTMLInputElement>(null)
  const [rotating, rotation] = useDisclosure(false)
  const [checking, checks] = useDisclosure(false)
  const [leaking, leak] = useDisclosure(false)
  const [reporting, report] = useDisclosure(false)
  const [hasLeaked, setHasLeaked] = useState(false)

  function askToReplace(given: string | null) {
    reset()
    setPasted(given)
    setSeen(shownSecrets(endpoint))
    rotation.open()
  }

  function askToStop() {
    reset()
    setSeen(shownSecrets(endpoint))
    leak.open()
  }

  return (
    <>
      <SecretForm
        // What was typed is gone once it is saved.
        key={secret?.fingerprint ?? ''}
        isFirst={secret === null}
        inputRef={field}
        onSave={secret === null ? save.run : askToReplace}
        onGenerate={secret === null ? generate.run : () => askToReplace(null)}
        onChange={reset}
        saving={save.isPending}
        generating={generate.isPending}
        refusal={save.error === null ? null : errorText(save.error)}
      />
      {generate.error !== null && <FormError>{errorText(generate.error)}</FormError>}
      {secret !== null && (
        <div className={styles['more']}>
          <TextButton onClick={checks.open}>{texts.check}</TextButton>
          <TextButton onClick={askToStop}>{texts.leaked}</TextButton>
        </div>
      )}
      {isSaved && (
        <p className={styles['after']} role="status">
          {texts.saved}
        </p>
      )}
      {made !== null && (
        <SecretOnce endpoint={endpoint} secret={made} onReport={hasLeaked ? report.open : null} />
      )}
      <SecretParked endpoint={endpoint} onEnterAgain={() => field.current?.focus()} />
      <SecretRotateDialog
        endpoint={endpoint}
        opened={rotating}
        isPasted={pasted !== null}
        onClose={rotation.close}
        onConfirm={(keepPreviousFor) =>
          rotate.run({ secret: pasted, keepPreviousFor, seen }, () => {
            rotation.close()
            setHasLeaked(false)
          })
        }
        busy={rotate.isPending}
        error={rotating ? rotate.error : null}
      />
      <SecretCheckDialog endpointId={id} opened={checking} onClose={checks.close} />
      <SecretLeakDialog
        opened={leaking}
        onClose={leak.close}
        onReport={() => {
          leak.close()
          report.open()
        }}
        onConfirm={() =>
          rotate.run({ secret: null, keepPreviousFor: 'none', seen }, () => {
            leak.close()
            setHasLeaked(true)
          })
        }
        busy={rotate.isPending}
        error={leaking ? rotate.error : null}
      />
      {reporting && <SecretLeakReport endpointId={id} onClose={report.close} />}
    </>
  )
}
