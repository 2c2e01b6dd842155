import { Button, Progress } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/import.ts'
import { queryClient, trpc } from '../trpc.ts'
import { Counts } from './counts.tsx'
import { remaining, type LeadImport } from './import-query.ts'
import styles from './import.module.css'

const askAgainMs = 2_000

/** How far an import is, with a way to stop it and to go on. */
export function AtWork({ file }: { file: LeadImport }) {
  const { importId, rows, done, state, counts, mapping } = file
  const isAtWork = state === 'importing'
  const [began] = useState(() => ({ done, at: Date.now() }))
  const [passed, setPassed] = useState(0)
  const show = (changed: LeadImport) =>
    queryClient.setQueryData(trpc.lead.import.status.queryKey({ importId }), changed)
  const stop = useMutation({ ...trpc.lead.import.stop.mutationOptions(), onSuccess: show })
  const goOn = useMutation({ ...trpc.lead.import.commit.mutationOptions(), onSuccess: show })
  const error = stop.error ?? goOn.error

  // What changes is told live; this is for a connection that is lost meanwhile.
  useEffect(() => {
    if (!isAtWork) return
    const filter = trpc.lead.import.status.queryFilter({ importId })
    const timer = setInterval(() => {
      setPassed(Date.now() - began.at)
      void fetchAgain(queryClient, filter)
    }, askAgainMs)
    return () => clearInterval(timer)
  }, [isAtWork, importId, began])

  const left = remaining(done - began.done, rows - began.done, passed)
  return (
    <div className={styles['steps']}>
      <div className={styles['progress']}>
        <Progress
          size="lg"
          value={rows === 0 ? 0 : (100 * done) / rows}
          aria-label={texts.howMuchImported}
          {...(isAtWork ? {} : { color: 'gray' })}
        />
        <p className="numbers" role="status">
          {isAtWork ? texts.atWork(done, rows, left) : texts.notAtWork(done, rows)}
        </p>
      </div>
      <Counts counts={counts} />
      <FormError>{error === null ? null : errorText(error)}</FormError>
      <div className={styles['actions']}>
        {isAtWork ? (
          <Button
            variant="default"
            loading={stop.isPending}
            onClick={() => stop.mutate({ importId })}
          >
            {texts.stop}
          </Button>
        ) : (
          mapping && (
            <Button loading={goOn.isPending} onClick={() => goOn.mutate({ importId, mapping })}>
              {texts.goOn}
            </Button>
          )
        )}
        <Button
          variant="subtle"
          color="gray"
          renderRoot={(props) => <Link to="/leads" {...props} />}
        >
          {commonTexts.goToLeads}
        </Button>
      </div>
      <p className="muted small">{isAtWork ? texts.mayLeave : texts.stays}</p>
    </div>
  )
}
