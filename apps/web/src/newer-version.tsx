import { notifications } from '@mantine/notifications'

import { TextButton } from './components/text-button.tsx'
import { partMissing } from './texts/errors.ts'
import * as texts from './texts/page-states.ts'

/**
 * Tells when a part of the dashboard cannot be fetched: most likely the server was updated since this page was loaded, and has
 * other parts now.
 */
export function watchForMissingParts(): void {
  window.addEventListener('vite:preloadError', ({ payload }) => {
    // Notifications that cannot be drawn well are drawn plainly, and that is all there is to it.
    const isMissed = !payload.message.includes('/shown-notifications')
    // The router goes by the message, and would load the page anew at once, with whatever was typed and not saved.
    payload.message = partMissing
    if (isMissed) void tell()
  })
}

/** Whether the server has another version of the dashboard than this page. Rejects when the server cannot be reached. */
export async function isNewerThere(): Promise<boolean> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src')
  const answer = await fetch('/', { cache: 'no-store' })
  return answer.ok && own != null && !(await answer.text()).includes(`"${own}"`)
}

/** Loads the page anew. */
export function loadAnew(): void {
  window.location.reload()
}

async function tell(): Promise<void> {
  const newer = await isNewerThere().catch(() => null)
  // One that is shown already stays.
  if (newer === null) {
    notifications.show({
      ...{ id: 'part-unreachable', color: 'red', title: texts.notLoaded },
      message: texts.partUnreachable,
    })
    return
  }
  const words = newer
    ? { id: 'newer-version', title: texts.newerVersion, text: texts.newerVersionText }
    : { id: 'part-missing', color: 'red', title: texts.notLoaded, text: texts.partNotLoaded }
  const { text, ...shown } = words
  notifications.show({
    ...{ ...shown, autoClose: false },
    message: (
      <span className="wrap">
        {text} <TextButton onClick={loadAnew}>{texts.loadAnew}</TextButton>
      </span>
    ),
  })
}
