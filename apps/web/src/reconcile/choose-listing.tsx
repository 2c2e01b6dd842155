import { Button, FileButton, Loader, Stack } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'

import { FileDrop } from '../components/file-drop.tsx'
import { FormError } from '../components/form-error.tsx'
import { Section } from '../components/section.tsx'
import * as texts from '../texts/reconcile.tsx'
import styles from './reconcile.module.css'

type Props = {
  /** The name of the file that is being compared. */
  comparing: string | null
  /** Why the last one could not be compared. */
  problem: string | null
  onChosen: (file: File) => void
}

/** Takes a file, and says how to get it out of Cal.com. */
export function ChooseListing({ comparing, problem, onChosen }: Props) {
  const choose = (file: File | null | undefined) => {
    if (file && comparing === null) onChosen(file)
  }
  return (
    <>
      <Stack gap={12}>
        <FileDrop onFile={choose}>
          {comparing === null ? (
            <>
              <IconFileUpload size={28} aria-hidden />
              <span>{texts.drop}</span>
              <FileButton accept=".csv,.ics,.txt,text/csv,text/calendar" onChange={choose}>
                {(props) => <Button {...props}>{texts.choose}</Button>}
              </FileButton>
              <p className="muted small">{texts.limits}</p>
            </>
          ) : (
            <div className={styles['comparing']} role="status">
              <Loader size="sm" aria-hidden />
              <span className="wrap">{texts.comparing(comparing)}</span>
            </div>
          )}
        </FileDrop>
        <FormError>{problem}</FormError>
      </Stack>
      <Section title={texts.howTo}>
        <dl className={styles['how']}>
          {[texts.howCsv, texts.howIcs].map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  )
}
