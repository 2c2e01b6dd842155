import { Button, Checkbox, FileButton, NativeSelect, Progress } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

import { importEncodings } from '@solar-capture/core/lead-import'

import { FormError } from '../components/form-error.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { oneOf } from '../search-params.ts'
import * as texts from '../texts/import-reading.ts'
import * as fileTexts from '../texts/import.ts'
import { client, queryClient, trpc } from '../trpc.ts'
import { rememberedFile, rememberFile, type ReadingField } from './chosen-files.ts'
import { problemText } from './file-bytes.ts'
import type { LeadImport } from './import-query.ts'
import styles from './import.module.css'
import type { Reading } from './read-file.ts'
import { sendFile, type Sending } from './send-file.ts'

type Props = {
  file: LeadImport
  /** Told when the file begins to be read once more, and when that came to nothing. */
  onReading: (isReading: boolean) => void
}

const route = getRouteApi('/app/leads/import')

type Change = { file: File; changed: ReadingField; reading: Reading }

async function discardOld(importId: string): Promise<void> {
  // One that stays is in the list of files, where it can be discarded by hand.
  await client.lead.import.discard.mutate({ importId }).catch(() => null)
  await fetchAgain(queryClient, trpc.lead.import.list.pathFilter())
}

/** How a file was read, to be read once more in another way: whether its first row has names, and what it is written in. */
export function HowRead({ file, onReading }: Props) {
  const { importId, fileName, mapping } = file
  const navigate = route.useNavigate()
  const [remembered, setRemembered] = useState(() => rememberedFile(importId))
  const [isOther, setIsOther] = useState(false)
  const [sending, setSending] = useState<Sending | null>(null)
  const again = useMutation({
    mutationFn: async ({ file, changed, reading }: Change) => {
      const id = await sendFile(file, { unfinished: [], reading, onProgress: setSending })
      rememberFile(id, file, changed)
      await queryClient.prefetchQuery(trpc.lead.import.status.queryOptions({ importId: id }))
      return id
    },
    onMutate: () => onReading(true),
    // The page is on its way to the new one by the time that this one is told to be gone; also when it was left meanwhile.
    onSuccess: () => void discardOld(importId),
    onError: () => onReading(false),
    onSettled: () => setSending(null),
  })
  // What is chosen shows at once, and goes back when that came to nothing.
  const { encoding, isHeaderless = false } =
    (again.isError ? null : again.variables?.reading) ?? mapping ?? {}
  const read = (changed: ReadingField, change: Reading) => {
    if (!remembered) return
    const reading = { encoding, isHeaderless, ...change }
    again.mutate(
      { file: remembered.file, changed, reading },
      // Only while it is looked at.
      {
        onSuccess: (id) =>
          void navigate({
            search: ({ columns, ...before }) => ({
              ...{ ...before, id },
              // Of columns by other names it was said in vain.
              columns: changed === 'encoding' ? columns : undefined,
            }),
            ...{ replace: true, resetScroll: false },
          }),
      },
    )
  }
  // It stands on the page of another import by now.
  const changedField = useRef<HTMLInputElement & HTMLSelectElement>(null)
  useEffect(() => changedField.current?.focus({ preventScroll: true }), [])
  const refOf = (field: ReadingField) => (remembered?.changed === field ? changedField : null)
  const isOff = !remembered || again.isPending

  return (
    <div className={styles['reading']}>
      {encoding !== undefined && (
        <NativeSelect
          ref={refOf('encoding')}
          label={texts.writtenIn}
          description={texts.writtenInText}
          disabled={isOff}
          value={encoding}
          onChange={(event) => {
            const chosen = oneOf(importEncodings, event.currentTarget.value)
            if (chosen) read('encoding', { encoding: chosen })
          }}
          data={importEncodings.map((value) => ({ value, label: texts.encodings[value] }))}
        />
      )}
      <Checkbox
        ref={refOf('isHeaderless')}
        label={texts.firstRow}
        disabled={isOff}
        checked={!isHeaderless}
        onChange={(event) => read('isHeaderless', { isHeaderless: !event.currentTarget.checked })}
      />
      {again.isPending && (
        <div className={styles['sending']} role="status">
          <span>{fileTexts.reading(fileName)}</span>
          <Progress
            value={100 * (sending?.share ?? 0)}
            aria-label={fileTexts.howMuchRead}
            size="sm"
          />
        </div>
      )}
      {!remembered && (
        <div className={styles['again']}>
          <FileButton
            accept={fileTexts.accepted}
            onChange={(chosen) => {
              if (!chosen) return
              setIsOther(chosen.name !== fileName)
              if (chosen.name !== fileName) return
              rememberFile(importId, chosen)
              setRemembered({ file: chosen })
            }}
          >
            {(props) => (
              <Button variant="default" size="compact-sm" {...props}>
                {texts.chooseAgain}
              </Button>
            )}
          </FileButton>
          <span className="muted small">{texts.chooseAgainText}</span>
        </div>
      )}
      <FormError>{isOther ? texts.otherFile(fileName) : null}</FormError>
      <FormError>{again.error === null ? null : problemText(again.error)}</FormError>
    </div>
  )
}
