import {
  AutoScroller,
  Cursor,
  Feedback,
  PointerActivationConstraints,
  PointerSensor,
  PreventSelection,
  StyleInjector,
} from '@dnd-kit/dom'

import { styleNonce } from '../style-nonce.ts'

const { Delay, Distance } = PointerActivationConstraints

/** A mouse drags at once, a finger after a moment, for before that it scrolls. Keys are the board's own. */
export const sensors = [
  PointerSensor.configure({
    activationConstraints: ({ pointerType }) =>
      pointerType === 'touch'
        ? [new Delay({ value: 200, tolerance: 8 })]
        : [new Distance({ value: 5 })],
    preventActivation: ({ target }) =>
      target instanceof Element && target.closest('button') !== null,
  }),
]

/** What the content security policy lets in carries the page's nonce. */
export const plugins = [
  StyleInjector.configure({ nonce: styleNonce() }),
  AutoScroller,
  Cursor,
  Feedback,
  PreventSelection,
]
