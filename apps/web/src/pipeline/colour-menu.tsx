import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'

import { stageColours, type StageColour } from '@solar-capture/core/pipeline'

import { Dot } from '../components/badge.tsx'
import * as texts from '../texts/pipeline.ts'
import type { StageDraft } from './stage-drafts.ts'
import styles from './stage-list.module.css'

type Props = {
  stage: Pick<StageDraft, 'name' | 'colour'>
  onChoose: (colour: StageColour) => void
}

/** The dot of a stage, which offers the others. */
export function ColourMenu({ stage: { name, colour }, onChoose }: Props) {
  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          className={styles['colour'] ?? ''}
          variant="default"
          aria-label={texts.colourOf(name, texts.colours[colour])}
        >
          <Dot tone={colour} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {stageColours.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<Dot tone={one} />}
            rightSection={one === colour && <IconCheck size={14} aria-hidden />}
            onClick={() => onChoose(one)}
          >
            {texts.colours[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
