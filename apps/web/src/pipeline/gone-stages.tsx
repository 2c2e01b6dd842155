import { Button, Group } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'

import * as texts from '../texts/pipeline.ts'
import type { StageDraft } from './stage-drafts.ts'

type Props = { stages: StageDraft[]; onPutBack: (stage: StageDraft) => void }

/** The stages that were taken off the list, each of which can be put back: not all may go, which only saving tells. */
export function GoneStages({ stages, onPutBack }: Props) {
  if (stages.length === 0) return null
  return (
    <Group gap={8}>
      <span className="muted">{texts.gone}</span>
      {stages.map((stage) => (
        <Button
          key={stage.key}
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          onClick={() => onPutBack(stage)}
        >
          {texts.putBack(stage.name)}
        </Button>
      ))}
    </Group>
  )
}
