import { PointerActivationConstraints, PointerSensor } from '@dnd-kit/dom'

const { Distance } = PointerActivationConstraints

/** Rows are dragged by their handle, which nothing else is done with. Keys are the list's own. */
export const rowSensors = [
  PointerSensor.configure({ activationConstraints: () => [new Distance({ value: 3 })] }),
]
