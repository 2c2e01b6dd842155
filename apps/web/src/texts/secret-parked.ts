import { count, counted } from '../format.ts'

export const waiting = (amount: number) =>
  `${counted(amount, 'request')} with a signature came before there was a secret here. ${
    amount === 1
      ? 'It is kept for a day, encrypted: save the secret that Cal.com has, and it can be applied if it is from there.'
      : 'They are kept for a day, encrypted: save the secret that Cal.com has, and those that are from there can be applied.'
  }`

/** `others` are those that the secret does not verify: they go when the rest is applied. */
export const verified = (amount: number, others: number) =>
  amount === 1
    ? `1 parked delivery now verifies. Apply it? It came before the secret was saved, and is recorded at the time when it came.${withOthers(others)}`
    : `${count(amount)} parked deliveries now verify. Apply them? They came before the secret was saved, and are recorded at the time when they came.${withOthers(others)}`
const withOthers = (others: number) => {
  if (others === 0) return ''
  return others === 1
    ? ' 1 other request is not signed with it: it is dropped then, and cannot be brought back.'
    : ` ${count(others)} other requests are not signed with it: they are dropped then, and cannot be brought back.`
}

/** `isInUse`: the secret verified other deliveries, so it is the one that Cal.com has. */
export const unverified = (amount: number, isInUse: boolean) => {
  const before = `${counted(amount, 'request')} that came before the secret was saved ${amount === 1 ? 'is' : 'are'} not signed with it.`
  if (isInUse) {
    return `${before} ${amount === 1 ? 'It is' : 'They are'} probably from somebody else: what Cal.com sent since is signed with it.`
  }
  return amount === 1
    ? `The secret here is probably not the one in Cal.com: ${before} Copy it from Cal.com and enter it again, and the request can be applied. It is kept for a day.`
    : `The secret here is probably not the one in Cal.com: ${before} Copy it from Cal.com and enter it again, and they can be applied. They are kept for a day.`
}

export const apply = (amount: number) =>
  amount === 1 ? 'Apply it' : `Apply ${count(amount)} deliveries`
export const enterAgain = 'Enter the secret again'
export const askToDrop = (amount: number) => (amount === 1 ? 'Drop it…' : 'Drop them…')
export const drop = (amount: number) => (amount === 1 ? 'Drop it' : 'Drop them')
export const dropTitle = (amount: number) => `Drop ${counted(amount, 'request')}?`
export const dropText = (amount: number) =>
  amount === 1
    ? 'It is lost for good: if it is a booking, no lead here will know of it. If it is from Cal.com, enter the secret that Cal.com has instead.'
    : 'They are lost for good: what bookings they tell of, no lead here will know of. If they are from Cal.com, enter the secret that Cal.com has instead.'

export const done = ({ applied, unmatched, held, other, dropped }: Parked) => {
  const parts = [
    applied > 0 && `${count(applied)} applied`,
    unmatched > 0 && `${count(unmatched)} waiting for a lead in Unmatched`,
    held > 0 && `${count(held)} held in Deliveries`,
    other > 0 && `${count(other)} with nothing to apply`,
    dropped > 0 && `${count(dropped)} dropped`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'Nothing was left to apply.' : `${parts.join(', ')}.`
}
type Parked = Record<'applied' | 'unmatched' | 'held' | 'other' | 'dropped', number>
