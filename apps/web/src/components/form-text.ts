/** The text of a form's field, trimmed unless `trim` is false; '' when there is no such field. */
export function formText(form: FormData, name: string, trim = true): string {
  const value = form.get(name)
  if (typeof value !== 'string') return ''
  return trim ? value.trim() : value
}
