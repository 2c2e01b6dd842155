import type { BrowserContext } from '@playwright/test'

import { expect } from './test.ts'

/** Everything that happened in a browser's pages and must not. */
export type Watch = {
  /** Dialogs that were opened, as 'alert 7'. */
  dialogs: string[]
  /** What `window.__xss` was set to, in any frame. */
  ran: string[]
  /** What the content security policy refused. */
  violations: string[]
  /** Addresses elsewhere that something was asked of. */
  requests: string[]
}

const watchName = 'tellWatch'

/** Watches every page of `context`, from now on. `origin` is that of the server, which may be asked for anything. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const seen: Watch = { dialogs: [], ran: [], violations: [], requests: [] }
  context.on('dialog', (dialog) => {
    seen.dialogs.push(`${dialog.type()} ${dialog.message()}`)
    // The page that it belongs to may be gone.
    dialog.dismiss().catch(() => {})
  })
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (protocol.startsWith('http') && asked !== origin) seen.requests.push(request.url())
  })
  await context.exposeFunction(watchName, (list: 'ran' | 'violations', text: string) => {
    seen[list].push(text)
  })
  await context.addInitScript((name) => {
    const tell: unknown = Reflect.get(window, name)
    const say = (list: string, text: string) => typeof tell === 'function' && tell(list, text)
    let value: unknown
    Object.defineProperty(window, '__xss', {
      get: () => value,
      set: (next: unknown) => {
        value = next
        say('ran', String(next))
      },
    })
    document.addEventListener('securitypolicyviolation', (event) =>
      say('violations', `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    )
  }, watchName)
  return seen
}

/** Nothing that was watched has happened. */
export function expectNothingRan(seen: Watch): void {
  expect(seen).toEqual({ dialogs: [], ran: [], violations: [], requests: [] })
}
