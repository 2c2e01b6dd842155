import { Button, Loader } from '@mantine/core'

import { useKeys } from '../components/keys.ts'
import { type Paged, useLongList } from '../components/long-list.ts'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/deliveries.ts'
import type { Delivery } from '../trpc.ts'
import { DeliveryCards } from './delivery-cards.tsx'
import styles from './delivery-log.module.css'
import { DeliveryTable } from './delivery-table.tsx'
import type { Selection } from './use-selection.ts'

type Props = {
  deliveries: Delivery[]
  endpoints: ReadonlyMap<string, string> | null
  selection: Selection | null
  isNew: (delivery: Delivery) => boolean
  isPlaceholder: boolean
  list: Paged
  /** On a phone cards are drawn; a tap opens one, or selects it. */
  cards: { isSelecting: boolean } | null
}

/** Deliveries as a table or, on a phone, as cards. */
export function DeliveryLog(props: Props) {
  const { deliveries, endpoints, selection, isNew, isPlaceholder, list, cards } = props
  const { box, drawn, onKeyDown } = useLongList({
    count: deliveries.length,
    rowHeight: cards === null ? 41 : 96,
    headHeight: cards === null ? 40 : 0,
    list,
  })

  function selectFocused() {
    const row = document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
    const delivery = row == null ? undefined : deliveries[Number(row)]
    if (selection !== null && delivery && selection.canTake(delivery)) selection.toggle(delivery)
  }
  useKeys('deliveries', { x: selectFocused })

  const body = { ...drawn, deliveries, endpoints, selection, isNew }
  const { hasNextPage, error, fetchNextPage } = list
  return (
    <div
      ref={box}
      className={styles['list']}
      data-outdated={isPlaceholder || undefined}
      onKeyDown={onKeyDown}
      role="presentation"
    >
      {cards === null ? <DeliveryTable {...body} /> : <DeliveryCards {...body} {...cards} />}
      {error !== null ? (
        <div className={styles['more']} role="alert">
          {errorText(error)}
          <Button variant="default" size="xs" onClick={() => void fetchNextPage()}>
            {commonTexts.tryAgain}
          </Button>
        </div>
      ) : (
        hasNextPage && (
          <div className={styles['more']}>
            <Loader size={16} /> {texts.lookingBack}
          </div>
        )
      )}
    </div>
  )
}
