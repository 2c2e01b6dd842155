import { Link } from '@tanstack/react-router'

import { useMay } from '../may.ts'
import * as texts from '../texts/booking.ts'

/** Behind who and when: the way to what Cal.com sent, for who may see it. */
export function DeliveryLink({ deliveryId }: { deliveryId: string | null }) {
  const mayReadDeliveries = useMay('deliveries:read')
  if (deliveryId === null || !mayReadDeliveries) return null
  return (
    <>
      {' · '}
      <Link to="/deliveries/$deliveryId" params={{ deliveryId }} className="quiet-link">
        {texts.viewDelivery}
      </Link>
    </>
  )
}
