/** How many items a group has at most, and how large they are together, in the unit of `sizeOf`. */
export type GroupSize<Item> = {
  mostItems: number
  /** A larger item is a group of its own. */
  mostSize: number
  sizeOf: (item: Item) => number
}

/** How many of the first items make a group; at least one, when there is any. */
export function countOfGroup<Item>(
  items: Item[],
  { mostItems, mostSize, sizeOf }: GroupSize<Item>,
): number {
  let size = 0
  const tooMuch = items.findIndex((item) => (size += sizeOf(item)) > mostSize)
  return Math.min(mostItems, tooMuch === -1 ? items.length : Math.max(1, tooMuch))
}

/** Of deliveries that share a transaction: large bodies take their time, and are not to run into a deadline together. */
export const deliveryGroup = { mostItems: 64, mostSize: 1024 * 1024 }
