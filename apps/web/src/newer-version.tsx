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
    // The router goes by the message, and would load the page anew at once, with whatever was typed and not saved.
    payload.message = partMissing
    void tell()
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
  const isNewer = await isNewerThere().catch(() => false)
  const id = isNewer ? 'newer-version' : 'part-missing'
  // One that is shown already stays.
  if (isNewer) {
    notifications.show({
      ...{ id, autoClose: false, title: texts.newerVersion },
      message: (
        <span className="wrap">
          {texts.newerVersionText} <TextButton onClick={loadAnew}>{texts.loadAnew}</TextButton>
        </span>
      ),
    })
  } else {
    notifications.show({
      ...{ id, color: 'red', title: texts.notLoaded },
      message: texts.partNotLoaded,
    })
  }
}
