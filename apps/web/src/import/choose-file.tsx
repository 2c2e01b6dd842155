import { Button, FileButton, Progress, UnstyledButton } from '@mantine/core'
import { IconFileSpreadsheet, IconFileUpload } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { FileDrop } from '../components/file-drop.tsx'
import { FormError } from '../components/form-error.tsx'
import { Section } from '../components/section.tsx'
import { Ago } from '../components/time.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/import.ts'
import { queryClient, trpc } from '../trpc.ts'
import { rememberFile } from './chosen-files.ts'
import { problemText } from './file-bytes.ts'
import type { LeadImport } from './import-query.ts'
import styles from './import.module.css'
import { sendFile, type Sending } from './send-file.ts'

/** Takes a file, and shows those that were begun. */
export function ChooseFile() {
  const navigate = useNavigate()
  const { data: files } = useSuspenseQuery(trpc.lead.import.list.queryOptions())
  const [sending, setSending] = useState<Sending | null>(null)
  const send = useMutation({
    mutationFn: (file: File) =>
      sendFile(file, {
        unfinished: files.filter(({ state }) => state === 'receiving'),
        onProgress: setSending,
      }),
    onSuccess: (id, file) => {
      rememberFile(id, file)
      void navigate({ to: '/leads/import', search: { id } })
    },
    onSettled: () => {
      setSending(null)
      // The one of this very file too, if it was shown while its rows came in.
      void fetchAgain(queryClient, trpc.lead.import.status.pathFilter())
      void fetchAgain(queryClient, trpc.lead.import.list.pathFilter())
    },
  })
  const choose = (file: File | null | undefined) => {
    if (file && !send.isPending) send.mutate(file)
  }
  return (
    <div className={styles['steps']}>
      <FileDrop onFile={choose}>
        {send.isPending ? (
          <div className={styles['sending']} role="status">
            <span>{texts.reading(send.variables.name)}</span>
            <Progress
              value={100 * (sending?.share ?? 0)}
              aria-label={texts.howMuchRead}
              size="lg"
            />
            <span className="muted numbers">{texts.readSoFar(sending?.rows ?? 0)}</span>
          </div>
        ) : (
          <>
            <IconFileUpload size={28} aria-hidden />
            <span>{texts.drop}</span>
            <FileButton accept={texts.accepted} onChange={choose}>
              {(props) => <Button {...props}>{texts.choose}</Button>}
            </FileButton>
            <p className="muted small">{texts.limits}</p>
          </>
        )}
      </FileDrop>
      <FormError>{send.error === null ? null : problemText(send.error)}</FormError>
      {files.length > 0 && (
        <Section title={texts.lastFiles}>
          <ul className={styles['files']}>
            {files.map((file) => (
              <FileRow key={file.importId} file={file} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

function FileRow({ file }: { file: LeadImport }) {
  const navigate = useNavigate()
  const discard = useMutation({
    ...trpc.lead.import.discard.mutationOptions(),
    onSettled: () => fetchAgain(queryClient, trpc.lead.import.list.pathFilter()),
  })
  const { importId, fileName, state } = file
  return (
    <li className={styles['file']}>
      <UnstyledButton
        className={styles['fileName']}
        onClick={() => void navigate({ to: '/leads/import', search: { id: importId } })}
      >
        <IconFileSpreadsheet size={18} aria-hidden />
        <span className="cut">{fileName}</span>
      </UnstyledButton>
      <span className={`muted small numbers ${styles['fileState']}`}>
        {texts.states[state](file)} · {file.by} · <Ago iso={file.createdAt} />
      </span>
      {state !== 'importing' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={texts.discardOne(fileName)}
          loading={discard.isPending}
          onClick={() => discard.mutate({ importId })}
        >
          {texts.discard}
        </Button>
      )}
    </li>
  )
}
