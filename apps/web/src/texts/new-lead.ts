export const title = 'New lead'
export const emailText = 'Bookings made with this address find this lead.'
export const phoneExample = '+44 7700 900123'
export const sourceExample = 'Phone call'
export const noContact =
  'Write an email address or a phone number, so that bookings can find this lead.'
export const add = 'Add lead'
