import { effectText } from '../deliveries/effect-text.ts'
import { dateAndTime, timeSpan, viewerZone } from '../format.ts'
import type { DeliveryDetail } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'

/**
 * A delivery in sentences: what came, whether the signature was good, and what it did or why it did nothing. None of a
 * refused one: nothing more is known of it than that it was refused.
 */
export function summarise(delivery: DeliveryDetail, now: Date): string[] {
  const { verdict } = delivery
  return verdict === null ? [] : [whatCame(delivery, now), verdicts[verdict], whatItDid(delivery)]
}

function whatCame({ said, ...delivery }: DeliveryDetail, now: Date): string {
  const zone = viewerZone()
  const name = `${deliveryName(delivery)}, received ${dateAndTime(delivery.at, zone, now)}`
  const { booking } = said
  if (booking === null) return `${name}.`
  const { eventType, startTime, endTime } = booking
  const span = startTime === null ? null : timeSpan(startTime, endTime, zone, now)
  const about = [eventType, span].filter((part) => part !== null).join(', ')
  return about === '' ? `${name}.` : `${name}: ${about}.`
}

const verdicts: Record<NonNullable<DeliveryDetail['verdict']>, string> = {
  valid: 'The signature is good, made with the current secret.',
  compared: 'No webhook brought it: it was found by comparing with Cal.com.',
  valid_previous:
    'The signature is good, made with the previous secret. Paste the current one in Cal.com before the previous one ends.',
}

function whatItDid(delivery: DeliveryDetail): string {
  const { outcome, cause } = delivery
  const effect = effectText(delivery)
  if (effect !== null) return `${effect}.`
  if (outcome === 'applied') return 'It changed nothing that was not so already.'
  return cause ?? outcomeWords[outcome].meaning
}
