import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { IconArrowRight, IconMinus, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { useNow } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/deliveries.ts'
import { type PreviewLine, previewLines } from '../texts/preview-words.ts'
import { client, type Delivery, type DeliveryPreview, trpc } from '../trpc.ts'
import styles from './again-dialog.module.css'
import { type Again, useAgain } from './use-again.tsx'

type Only = Pick<Delivery, 'id' | 'outcome'> & { isRevealed: boolean }

type Props = {
  /** What is to be done; null while the dialog is closed. */
  again: Again | null
  ids: string[]
  /** Of one delivery also what would change is told, masked unless what it says was revealed. */
  only?: Only
  onClose: () => void
  onDone: () => void
}

/** Asks before something is done anew with deliveries, and says what that would change. */
export function AgainDialog({ again, ids, only, onClose, onDone }: Props) {
  const { mutate, reset, isPending, error } = useAgain(() => {
    onClose()
    onDone()
  })
  const close = () => {
    reset()
    onClose()
  }
  const { title, action, many, meaning } = texts.again[again ?? 'replay']
  return (
    <Dialog opened={again !== null} onClose={close} title={title}>
      <Stack gap={16}>
        {only === undefined && <strong>{texts.deliveries(ids.length)}</strong>}
        {only !== undefined && again !== null && again !== 'discard' && <Foreseen {...only} />}
        <p className={`muted ${styles['words']}`}>{meaning}</p>
        <FormError>{error === null ? null : errorText(error)}</FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close} data-autofocus>
            {commonTexts.cancel}
          </Button>
          <Button loading={isPending} onClick={() => again !== null && mutate({ again, ids })}>
            {only === undefined ? many(ids.length) : action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** What applying a delivery would change, asked anew each time. */
function Foreseen({ isRevealed, ...delivery }: Only) {
  return isRevealed ? <Revealed {...delivery} /> : <Masked {...delivery} />
}

function Masked({ id, outcome }: Omit<Only, 'isRevealed'>) {
  const preview = useQuery({ ...trpc.delivery.preview.queryOptions({ id }), gcTime: 0 })
  return <Lines preview={preview} outcome={outcome} />
}

function Revealed({ id, outcome }: Omit<Only, 'isRevealed'>) {
  const preview = useQuery({
    queryKey: ['delivery-revealed', id],
    queryFn: () => client.delivery.previewRevealed.mutate({ id }),
    // The audit log tells of each time that it is asked for.
    ...{ gcTime: 0, staleTime: Infinity, retry: false },
  })
  return <Lines preview={preview} outcome={outcome} />
}

type LinesProps = {
  preview: { data: DeliveryPreview | undefined; error: unknown }
  outcome: Delivery['outcome']
}

function Lines({ preview, outcome }: LinesProps) {
  const now = useNow()
  if (preview.error !== null) return <FormError>{errorText(preview.error)}</FormError>
  if (preview.data === undefined) return <Skeleton height={44} />
  const lines = previewLines(preview.data, outcome, now)
  return (
    <section aria-label={texts.whatWouldChange}>
      {lines.length === 0 ? (
        <strong>{texts.nothingWouldChange}</strong>
      ) : (
        <ul className={styles['lines']}>
          {lines.map((line) => (
            <Line key={`${line.kind} ${line.text}`} {...line} />
          ))}
        </ul>
      )}
    </section>
  )
}

const marks = {
  add: { icon: IconPlus, tone: 'green' },
  remove: { icon: IconMinus, tone: 'red' },
  change: { icon: IconArrowRight, tone: 'blue' },
} as const

function Line({ kind, text }: PreviewLine) {
  const { icon: Icon, tone } = marks[kind]
  return (
    <li data-tone={tone}>
      <Icon size={16} role="img" aria-label={texts.marks[kind]} />
      <span className="wrap">{text}</span>
    </li>
  )
}
