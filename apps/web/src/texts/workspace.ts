export const title = 'Workspace'
export const saved = 'Saved'
export const notSaved = 'Not saved'
export const name = 'Name'
export const saveName = 'Save name'
export const leadsFromBookings = 'Leads from bookings'
export const createsLeads = 'Make a lead when nobody is found for a booking'
export const createsLeadsMeaning =
  'Otherwise such a booking waits under Unmatched. A change counts for what Cal.com sends from then on.'
export const signingIn = 'Signing in'
export const requiresTotp = 'Owners and admins need a second step'
export const requiresTotpMeaning =
  'They sign in with their password and a code from an app on their phone. Whoever has not set it up is asked to, and sees nothing else until then. Set it up for yourself first, under Account.'
