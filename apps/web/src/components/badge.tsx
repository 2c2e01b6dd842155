import type { Tone, Wording } from '../state-words.ts'
import styles from './badge.module.css'

/** A state as a small badge with an icon and a word. */
export function StateBadge({ wording, children }: { wording: Wording; children?: string }) {
  const { icon: Icon, tone, label } = wording
  return (
    <span className={styles['badge']} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {children ?? label}
    </span>
  )
}

/** A stage as a coloured dot and its name. */
export function StageLabel({ stage }: { stage: { name: string; colour: Tone } }) {
  return (
    <span className={styles['stage']}>
      <Dot tone={stage.colour} />
      <span className="cut">{stage.name}</span>
    </span>
  )
}

/** The dot alone, where a word stands beside it. */
export function Dot({ tone }: { tone: Tone }) {
  return <span className={styles['dot']} data-tone={tone} aria-hidden />
}
