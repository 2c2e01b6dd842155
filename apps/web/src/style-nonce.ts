/**
 * The nonce that lets the styles of this page's scripts in: the content security policy names it. Read as a property,
 * for browsers hide the attribute from styles and scripts that were injected. '' where the server put none in.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}
