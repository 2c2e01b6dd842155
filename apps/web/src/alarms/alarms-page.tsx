import { Stack } from '@mantine/core'

import { Page } from '../components/page.tsx'
import { Section } from '../components/section.tsx'
import * as texts from '../texts/alarms.ts'
import { AlarmKinds } from './alarm-kinds.tsx'
import { EmailSettings } from './email-settings.tsx'
import { OpenAlarms } from './open-alarms.tsx'
import { PastAlarms } from './past-alarms.tsx'
import { TimingSettings } from './timing-settings.tsx'
import { WatchedList } from './watched-list.tsx'
import { WebhookSettings } from './webhook-settings.tsx'

/** What somebody has to look at now, what is usual, and who is told of it. */
export function AlarmsPage() {
  return (
    <Page name={texts.title} heading={texts.title} lead={texts.lead} narrow>
      <Stack gap={32}>
        <Section title={texts.open}>
          <OpenAlarms />
        </Section>
        <Section title={texts.watched}>
          <WatchedList />
        </Section>
        <Section title={texts.kinds}>
          <AlarmKinds />
        </Section>
        <Section title={texts.email}>
          <EmailSettings />
        </Section>
        <Section title={texts.webhook}>
          <WebhookSettings />
        </Section>
        <Section title={texts.when}>
          <TimingSettings />
        </Section>
        <Section title={texts.past}>
          <PastAlarms />
        </Section>
      </Stack>
    </Page>
  )
}
