import { notifications } from '@mantine/notifications'

import { signOut } from './session.ts'
import { unreachable } from './texts/errors.ts'
import * as texts from './texts/frame.ts'

/** Signs out and goes to the sign-in; says so when the server could not be told. */
export async function leave(): Promise<void> {
  if (!(await signOut())) {
    notifications.show({
      color: 'red',
      title: texts.stillSignedIn,
      message: unreachable,
    })
    return
  }
  // A fresh page, so that nothing of this person stays in memory.
  window.location.assign('/login')
}
