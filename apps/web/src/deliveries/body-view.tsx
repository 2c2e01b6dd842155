import { Button, SegmentedControl, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'

import { useCopy } from '../components/use-copy.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/delivery.tsx'
import styles from './body-view.module.css'

const route = getRouteApi('/app/deliveries/$deliveryId')

/** The body of a delivery, laid out to be read or as it is, with a button that copies it. */
export function BodyView({ text, isMasked }: { text: string; isMasked: boolean }) {
  const { body } = route.useSearch()
  const navigate = route.useNavigate()
  const { answer, copy } = useCopy()
  const shown = body === 'raw' ? text : laidOut(text)
  const show = (value: string) =>
    void navigate({
      search: { body: value === 'raw' ? 'raw' : undefined },
      replace: true,
      resetScroll: false,
      state: (before) => before,
    })

  return (
    <>
      <div className={styles['tools']}>
        <SegmentedControl
          size="xs"
          aria-label={texts.bodyForm}
          value={body ?? 'pretty'}
          onChange={show}
          data={[
            { value: 'pretty', label: texts.pretty },
            { value: 'raw', label: texts.raw },
          ]}
        />
        <span className="muted small">{isMasked ? texts.isMasked : ''}</span>
        <Button
          variant="default"
          size="xs"
          leftSection={
            answer === 'copied' ? (
              <IconCheck size={14} aria-hidden />
            ) : (
              <IconCopy size={14} aria-hidden />
            )
          }
          onClick={() => void copy(shown)}
        >
          {answer === 'copied' ? commonTexts.copied : texts.copyBody}
        </Button>
        <VisuallyHidden role="status">
          {answer === 'copied' && texts.bodyCopied}
          {answer === 'refused' && commonTexts.copyRefused}
        </VisuallyHidden>
      </div>
      {/* It scrolls by itself, so the keyboard has to get there. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles['body']} tabIndex={0} role="region" aria-label={texts.body}>
        {shown}
      </pre>
    </>
  )
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
