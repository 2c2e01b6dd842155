import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

import { Page } from '../components/page.tsx'
import * as texts from '../texts/frame.ts'
import { settingsLinks } from './settings-links.ts'
import styles from './settings-page.module.css'

/** Every page of settings, for screens too small to list them beside the content. */
export function SettingsPage() {
  return (
    <Page name={texts.settings} heading={texts.settings} narrow>
      <ul className={styles['links']}>
        {settingsLinks.map(({ to, label, meaning, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={styles['link']}>
              <Icon size={20} stroke={1.75} aria-hidden />
              <span>
                <span className={styles['label']}>{label}</span>
                <span className="muted small">{meaning}</span>
              </span>
              <IconChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
