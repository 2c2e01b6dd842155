import { effectText } from '../deliveries/effect-text.ts'
import { dateAndTime, duration, timeSpan, viewerZone } from '../format.ts'
import type { DeliveryDetail } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'

/** A delivery in three sentences: what came, whether the signature was good, and what it did or why it did nothing. */
export function summarise(delivery: DeliveryDetail, now: Date) {
  return { came: whatCame(delivery, now), signed: verdictText(delivery), did: whatItDid(delivery) }
}

function whatCame({ said, ...delivery }: DeliveryDetail, now: Date): string {
  const zone = viewerZone()
  const name = `${deliveryName(delivery)}, received ${dateAndTime(delivery.at, zone, now)}`
  const { booking } = said
  if (booking === null) return `${name}.`
  const { eventType, startTime, endTime, previousStartTime } = booking
  const span = startTime === null ? null : timeSpan(startTime, endTime, zone, now)
  const before =
    previousStartTime === null ? '' : ` (before: ${dateAndTime(previousStartTime, zone, now)})`
  const about = [eventType, span].filter((part) => part !== null).join(', ')
  return about === '' ? `${name}.` : `${name}: ${about}${before}.`
}

const verdicts: Record<NonNullable<DeliveryDetail['verdict']>, string> = {
  valid: 'The signature is good, made with the current secret.',
  compared: 'No webhook brought it: it was found by comparing with Cal.com.',
  valid_previous:
    'The signature is good, made with the previous secret. Paste the current one in Cal.com before the previous one ends.',
}

/** Whether a delivery was signed well. */
function verdictText({ verdict }: Pick<DeliveryDetail, 'verdict'>): string {
  return verdict === null ? 'The signature was not good, so nothing was read.' : verdicts[verdict]
}

function whatItDid(delivery: DeliveryDetail): string {
  const { outcome, cause, durationMs } = delivery
  const took = durationMs === null ? '' : ` That took ${duration(durationMs)}.`
  const effect = effectText(delivery)
  if (effect !== null) return `${effect}.${took}`
  if (outcome === 'applied') return `It changed nothing that was not so already.${took}`
  return cause ?? outcomeWords[outcome].meaning
}
