import { Button, Group, Radio, Stack } from '@mantine/core'
import { useState } from 'react'

import { overlaps, type Overlap } from '@solar-capture/core/secret-overlap'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { useNow } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { dateAndTime, viewerZone } from '../format.ts'
import { oneOf } from '../search-params.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/secret.tsx'
import type { Endpoint } from '../trpc.ts'

type Props = {
  endpoint: Endpoint
  opened: boolean
  /** Whether the new secret was pasted; it is made otherwise. */
  isPasted: boolean
  onClose: () => void
  onConfirm: (overlap: Overlap) => void
  busy: boolean
  error: unknown
}

/** Asks for how long the old secret goes on counting beside a new one. */
export function SecretRotateDialog(props: Props) {
  const { endpoint, opened, isPasted, onClose, onConfirm, busy, error } = props
  const { secret, previousSecret } = endpoint
  // With one that cannot be read no request can be checked while it counts.
  const usual: Overlap = secret?.isReadable === false ? 'none' : '24h'
  const [chosen, choose] = useState<Overlap>()
  const overlap = chosen ?? usual
  const now = useNow()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={texts.rotateTitle}
      onExitTransitionEnd={() => choose(undefined)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onConfirm(overlap)
        }}
      >
        <Stack gap={16}>
          <div>
            {isPasted ? texts.pasted : texts.made} {texts.rotateLead}
          </div>
          <Radio.Group
            label={texts.keepOld}
            value={overlap}
            onChange={(value) => choose(oneOf(overlaps, value))}
          >
            <Stack gap={10} mt={6}>
              {overlaps.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={texts.overlaps[one]}
                  description={texts.overlapMeanings[one]}
                />
              ))}
            </Stack>
          </Radio.Group>
          {previousSecret !== null && overlap !== 'none' && (
            <div>
              {texts.dropsOldest(
                previousSecret.fingerprint,
                dateAndTime(previousSecret.expiresAt, viewerZone(), now),
              )}
            </div>
          )}
          <FormError>{error === null ? null : errorText(error)}</FormError>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {commonTexts.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {isPasted ? texts.rotate : texts.generateAndRotate}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
