// How long ago, how far ahead and how often.

export const justNow = 'just now'
export const minutesAgo = (amount: number) => `${amount} min ago`
export const hoursAgo = (amount: number) => `${amount} h ago`
export const daysAgo = (amount: number) => `${amount} d ago`
export const now = 'now'
export const inMinutes = (amount: number) => `in ${amount} min`
export const inHours = (amount: number) => `in ${amount} h`
export const inDays = (amount: number) => `in ${amount} d`
/** Never, once and twice. */
export const few = ['never', 'once', 'twice']
export const often = (amount: string) => `${amount} times`
