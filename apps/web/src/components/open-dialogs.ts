// The browser's Back, and a phone's back gesture, leave the topmost open dialog, not the page: each open dialog has an entry of
// its own in the browser's history, on top of its page's. A blocker of the router could not do that: on the first page of a tab
// there is nothing that it could block, the browser just goes. The router never sees these entries: it has `pageWindow`, in
// which they do not exist. So no page is loaded anew by them, and before it goes anywhere they are taken away.

type OpenDialog = { id: string; leave: () => void; isNew: boolean; isGone: boolean }
type EntryState = { __TSR_key?: string; openDialogs?: number } | null
type Write = 'pushState' | 'replaceState'

// The topmost last. One that is gone counts until the task ends, and one that is new is not left before: an Escape that closes
// or opens one is not to close another one, too. What opens in the place of another takes its entry over.
let open: OpenDialog[] = []
let pageKey = keyOf(entry())
let lastDepth = depth()
/** How many entries of the page's dialogs Back has just left. */
let ahead = 0
let isTraversing = false
/** What the router writes while the entries of dialogs are in its way. */
let held: (() => void)[] = []
let settling: number | undefined
let patience: number | undefined
let onPagePop: ((event: Event) => void) | undefined

/** Makes Back call `leave` while this dialog is the topmost. `id` is that of its element. Answers what is told once it is closed. */
export function openDialog(id: string, leave: () => void): () => void {
  const dialog = { id, leave, isNew: true, isGone: false }
  open.push(dialog)
  settleSoon()
  return () => {
    dialog.isGone = true
    settleSoon()
  }
}

/** Whether this is the topmost dialog, and was when the present task began. */
export function isTopmost(id: string): boolean {
  const top = open.at(-1)
  return top?.id === id && !top.isNew
}

/** Whether an element is in a dialog that is closed, and will soon be gone. */
export function isInClosedDialog(element: Element): boolean {
  const isIn = ({ id, isGone }: OpenDialog) =>
    !isGone && document.getElementById(id)?.contains(element)
  return element.closest('[role="dialog"]') !== null && !open.some(isIn)
}

/** The topmost of the open dialogs; null where none is open. */
export function topmostDialog(): HTMLElement | null {
  const id = open.findLast(({ isGone }) => !isGone)?.id
  return id === undefined
    ? null
    : (document.getElementById(id)?.querySelector('[role="dialog"]') ?? null)
}

/** The window as the router is to see it: its history has no entries of dialogs. */
export const pageWindow = {
  document: window.document,
  location: window.location,
  history: {
    get state() {
      const { openDialogs: _, ...state } = entry() ?? {}
      return state
    },
    get length() {
      return window.history.length
    },
    pushState: (state: EntryState, _: string, url?: string) => write('pushState', state, url),
    replaceState: (state: EntryState, _: string, url?: string) => write('replaceState', state, url),
    back: () => window.history.back(),
    forward: () => window.history.forward(),
    go: (by: number) => window.history.go(by),
  },
  addEventListener: (kind: string, listener: (event: Event) => void, options?: object) => {
    if (kind === 'popstate') onPagePop = listener
    else window.addEventListener(kind, listener, options)
  },
  removeEventListener: (kind: string, listener: (event: Event) => void, options?: object) => {
    if (kind === 'popstate') onPagePop = undefined
    else window.removeEventListener(kind, listener, options)
  },
}

window.addEventListener('popstate', onPop)
// The page was loaded anew while a dialog was open.
if (lastDepth > 0) settleSoon()

function entry(): EntryState {
  return window.history.state
}

/** What tells the entries of pages apart. */
function keyOf(state: EntryState): string | undefined {
  return state?.['__TSR_key']
}

/** At the entry of which dialog of the page the browser is; 0 for that of the page itself. */
function depth(): number {
  return entry()?.openDialogs ?? 0
}

function write(method: Write, state: EntryState, url?: string): void {
  const now = () => {
    window.history[method](state, '', url)
    pageKey = keyOf(state)
    lastDepth = 0
  }
  if (depth() === 0 && !isTraversing) {
    now()
    return
  }
  held.push(now)
  if (!isTraversing) traverse(-depth())
}

function traverse(by: number): void {
  isTraversing = true
  window.history.go(by)
  // A browser may refuse to go, of which it tells nothing.
  patience = window.setTimeout(arrive, 1000)
}

function arrive(): void {
  isTraversing = false
  clearTimeout(patience)
  for (const now of held.splice(0)) now()
  settleSoon()
}

function onPop(event: PopStateEvent): void {
  const before = lastDepth
  lastDepth = depth()
  const isSamePage = keyOf(entry()) === pageKey
  if (isSamePage && isTraversing) {
    arrive()
    return
  }
  // Its dialog was closed already, and its entry would have gone in a moment: Back was meant for the page.
  if (isSamePage && before > lastDepth && open.slice(lastDepth).every(({ isGone }) => isGone)) {
    window.history.back()
    return
  }
  if (isSamePage) ahead = before - lastDepth
  else {
    held = []
    arrive()
    pageKey = keyOf(entry())
    onPagePop?.(event)
  }
  for (const dialog of open.slice(lastDepth).toReversed()) if (!dialog.isGone) dialog.leave()
  settleSoon()
}

function settleSoon(): void {
  clearTimeout(settling)
  settling = window.setTimeout(settle)
}

/** Makes the entries as many as the open dialogs. */
function settle(): void {
  open = open.filter(({ isGone }) => !isGone)
  for (const dialog of open) dialog.isNew = false
  if (isTraversing) return
  const missing = open.length - depth()
  if (missing < 0) traverse(missing)
  // A dialog that did not close at Back: its entry is still there, to be gone forward to.
  else if (missing > 0 && ahead > 0) traverse(Math.min(missing, ahead))
  else {
    for (let at = depth() + 1; at <= open.length; at++) {
      window.history.pushState({ ...entry(), openDialogs: at }, '')
    }
    lastDepth = depth()
  }
  ahead = 0
}
