import { Button, Group } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import type { StageRuleTerms } from '@solar-capture/core/stage-rule'

import { StageLabel } from '../components/badge.tsx'
import { FormError } from '../components/form-error.tsx'
import { Section } from '../components/section.tsx'
import { Ago } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import * as texts from '../texts/rules.tsx'
import type { SimulatedMove } from '../trpc.ts'
import { isSameRules } from './rule-grid.ts'
import styles from './rules-page.module.css'
import { mostShown, useTrial, type Found } from './use-trial.ts'

/** Shows who would stand elsewhere by the rules as they are on the screen, before these count. */
export function Trial({ rules }: { rules: StageRuleTerms[] }) {
  const { found, start, stop, isRunning, isDone, error } = useTrial()
  const [tried, setTried] = useState<StageRuleTerms[] | null>(null)
  // What was found for other rules says nothing of these.
  const isAboutThese = tried !== null && isSameRules(tried, rules)
  return (
    <Section title={texts.trialTitle}>
      <p className={`muted ${styles['meaning']}`}>{texts.trialMeaning}</p>
      <Group gap={12}>
        <Button
          variant="default"
          leftSection={<IconFlask size={16} aria-hidden />}
          loading={isRunning}
          onClick={() => {
            setTried(rules)
            start(rules)
          }}
        >
          {texts.tryIt}
        </Button>
        {isRunning && (
          <Button variant="subtle" color="gray" onClick={stop}>
            {texts.stop}
          </Button>
        )}
        <span role="status">
          {isAboutThese && isRunning && found.looked > 0 && texts.looking(found.looked)}
          {isAboutThese && isDone && wordFound(found)}
        </span>
      </Group>
      <FormError>{error === null ? null : errorText(error)}</FormError>
      {isAboutThese && found.moves.length > 0 && <Moves moves={found.moves} />}
    </Section>
  )
}

function wordFound({ moved, looked }: Found): string {
  if (moved === 0) return texts.nobodyMoves(looked)
  const words = texts.somebodyMoves(moved, looked)
  return moved > mostShown ? `${words} ${texts.firstShown(mostShown)}` : words
}

function Moves({ moves }: { moves: SimulatedMove[] }) {
  return (
    <table className={`${styles['table']} ${styles['moves']}`}>
      <caption className={styles['caption']}>{texts.trialCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.trialLead}</th>
          <th scope="col">{texts.isNow}</th>
          <th scope="col">{texts.wouldBe}</th>
          <th scope="col">{texts.becauseOf}</th>
        </tr>
      </thead>
      <tbody>
        {moves.map(({ leadId, name, from, to, becauseOf }) => (
          <tr key={leadId}>
            <th scope="row">
              <Link to="/leads/$leadId" params={{ leadId }} target="_blank" className="wrap">
                {name}
              </Link>
            </th>
            <td data-fact={texts.isNow}>
              <StageLabel stage={from} />
            </td>
            <td data-fact={texts.wouldBe}>
              <StageLabel stage={to} />
            </td>
            <td data-fact={texts.becauseOf}>
              <span className="wrap">
                {becauseOf === null
                  ? texts.noRule
                  : texts.because(becauseOf.rule, <Ago iso={becauseOf.at} />)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
