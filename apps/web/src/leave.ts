import { notifications } from '@mantine/notifications'

import { signOut } from './session.ts'

/** Signs out and goes to the sign-in; says so when the server could not be told. */
export async function leave(): Promise<void> {
  if (!(await signOut())) {
    notifications.show({
      color: 'red',
      title: 'Still signed in',
      message: 'The server cannot be reached. Check your connection, then try again.',
    })
    return
  }
  // A fresh page, so that nothing of this person stays in memory.
  window.location.assign('/login')
}
