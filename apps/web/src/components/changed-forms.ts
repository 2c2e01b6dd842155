const seen = new WeakMap<HTMLFormElement, string>()

/** Keeps how the form of an element stood when it was first entered. */
export function noteForm(element: Element): void {
  const form = element.closest('form')
  if (form !== null && !seen.has(form)) seen.set(form, read(form))
}

/** Whether something was changed in a form inside this element that would be lost with it. */
export function hasChangedForm(element: Element | null): boolean {
  const forms = [...(element?.querySelectorAll('form') ?? [])]
  return forms.some((form) => seen.has(form) && seen.get(form) !== read(form))
}

// Passwords and codes do not count: they are given again as fast as the question would be answered.
const fields =
  'input:not([type="password"], [autocomplete="one-time-code"]):not([readonly]), textarea:not([readonly]), select'

function read(form: HTMLFormElement): string {
  const values = [...form.elements].filter((element) => element.matches(fields)).map(valueOf)
  return JSON.stringify(values)
}

function valueOf(field: Element): string | boolean | null {
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
    return field.checked
  }
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value
  return field instanceof HTMLSelectElement ? field.value : null
}
