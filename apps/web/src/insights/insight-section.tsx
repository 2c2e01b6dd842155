import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { Section } from '../components/section.tsx'
import { useCopy } from '../components/use-copy.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/insights.ts'
import { type Figures, FiguresTable, toCsv } from './figures-table.tsx'
import styles from './insights.module.css'

type Props = {
  title: string
  /** What is counted, and how. */
  meaning: ReactNode
  children: ReactNode
  /** What is said instead of figures where there are none. */
  none: string | false
  /** The figures of each group. */
  groups: Figures
}

/** One question with its answer: for all together, then for each group. */
export function InsightSection({ title, meaning, children, none, groups }: Props) {
  const { answer, copy } = useCopy()
  return (
    <div className={styles['section']}>
      <Section
        title={title}
        actions={
          none === false && (
            <Button
              variant="default"
              size="xs"
              aria-label={texts.copyCsvOf(title)}
              leftSection={
                answer === 'copied' ? (
                  <IconCheck size={14} aria-hidden />
                ) : (
                  <IconCopy size={14} aria-hidden />
                )
              }
              onClick={() => void copy(toCsv(groups))}
            >
              {answer === 'copied' ? commonTexts.copied : texts.copyCsv}
            </Button>
          )
        }
      >
        <p className={`muted ${styles['meaning']}`}>{meaning}</p>
        {none === false ? (
          <>
            {children}
            <h3 className={styles['by']}>{texts.by(groups.columns[0] ?? '')}</h3>
            <FiguresTable {...groups} />
          </>
        ) : (
          <p>{none}</p>
        )}
        <span role="status" className="small">
          {answer === 'refused' && commonTexts.copyRefused}
        </span>
      </Section>
    </div>
  )
}
