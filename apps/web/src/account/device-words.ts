// The first that fits: most browsers name the ones that they descend from, too.
const browsers: [string, RegExp][] = [
  ['Edge', /\b(?:Edg|EdgA|EdgiOS)\//],
  ['Opera', /\b(?:OPR|OPT|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|HeadlessChrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
]

const systems: [string, RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
]

/** What somebody signed in with, by the browser's own words: 'Firefox on Windows'; as much of it as is known. */
export function deviceWords(userAgent: string | null): string {
  const browser = nameIn(browsers, userAgent)
  const system = nameIn(systems, userAgent)
  if (browser !== null && system !== null) return `${browser} on ${system}`
  if (system !== null) return `A browser on ${system}`
  return browser ?? 'Unknown browser'
}

/** Whether it is one that is held in the hand. */
export function isHandheld(userAgent: string | null): boolean {
  return /\b(?:iPhone|iPad|Android)\b/.test(userAgent ?? '')
}

function nameIn(known: [string, RegExp][], userAgent: string | null): string | null {
  return known.find(([, sign]) => sign.test(userAgent ?? ''))?.[0] ?? null
}
