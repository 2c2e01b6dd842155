import type { ProcedureName } from '../needs.ts'

/** What each procedure does, in one sentence; the OpenAPI document has no other words for it. */
export const summaries: Record<ProcedureName, string> = {
  'setup.status': 'Whether the owner exists; until then nobody can sign in.',
  'setup.complete': 'Creates the owner and the first workspace, once, with the setup code.',

  'account.security': 'How your own account is kept safe.',
  'account.sessions': 'Where you are signed in, the one used last first.',
  'account.revokeSession': 'Ends one of your own sessions.',
  'account.revokeOtherSessions': 'Ends all of your own sessions but this one.',
  'account.changePassword': 'Changes your own password; your other sessions end.',
  'account.requestReset': 'Sends a link with which a forgotten password is replaced.',
  'account.resetPassword': 'Replaces a forgotten password by the token of a link.',
  'account.enableTotp': 'Makes a seed for an authenticator app; it counts once it is confirmed.',
  'account.confirmTotp': 'Turns the second step of signing in on, by a first code.',
  'account.disableTotp': 'Turns the second step of signing in off.',
  'account.renewRecoveryCodes': 'Makes new recovery codes; those before stop working.',

  'workspace.current': 'The workspace that you work in, and what you may do there.',
  'workspace.list': 'The workspaces that you belong to.',
  'workspace.create': 'Creates a workspace of which you are the owner.',
  'workspace.switch': 'Goes on in another of your workspaces.',
  'workspace.update': 'Changes settings of the workspace.',

  'member.list': 'The members of the workspace and their roles.',
  'member.setRole': 'Gives a member another role.',
  'member.remove': 'Takes a member out of the workspace.',
  'member.leave': 'Leaves the workspace.',
  'member.resetLink': 'Makes a link with which a member sets a new password.',
  'member.resetTotp': 'Switches the second step of a member off, who lost what it takes.',
  'member.invite': 'Invites somebody into the workspace.',
  'member.invitations': 'Invitations that nobody has accepted yet.',
  'member.revokeInvitation': 'Takes an invitation back.',
  'member.invitation': 'What an invitation is for, by the token of its link.',
  'member.acceptInvitation': 'Accepts an invitation by the token of its link.',

  'audit.list': 'A page of what people and keys changed in settings, the latest first.',

  'apiKey.list': 'The API keys of the workspace, the newest first, with revoked and expired ones.',
  'apiKey.create': 'Makes an API key, which is shown this once.',
  'apiKey.revoke': 'Ends an API key at once.',

  'lead.list': 'A page of the leads that match a filter, the last changed first.',
  'lead.counts': 'How many leads match a filter, in all and by stage.',
  'lead.board': 'The first leads of each stage that match a filter.',
  'lead.choices': 'The sources and owners that leads can be filtered by.',
  'lead.byId': 'A lead with its bookings and timeline.',
  'lead.samePerson': 'Other leads that may be the same person.',
  'lead.mergedInto':
    'The id under which a lead is found: its own, or that of the one it became part of.',
  'lead.bookingLink': "The parameter that makes a link to a Cal.com page the lead's own.",
  'lead.create': 'Adds a lead in the first stage.',
  'lead.update': 'Changes what is given of a lead; null or empty text removes.',
  'lead.move': 'Moves a lead to a stage; with pin, automation leaves it there.',
  'lead.bulkMove': 'Moves up to 200 leads to a stage.',
  'lead.bulkAssign': 'Gives up to 200 leads to a member of the workspace, or to nobody.',
  'lead.merge': 'Makes one lead of two; the other one goes.',
  'lead.remove': 'Takes a lead out for good; its bookings are matched anew.',
  'lead.unpin': 'Lets automation move a pinned lead again.',
  'lead.undo': 'Takes back a move by automation, and pins the lead where it was.',
  'lead.addNote': 'Adds a note to the timeline of a lead.',

  'view.list': 'The views of the leads that you keep, and those that others share.',
  'view.save': 'Keeps a view of the leads, or changes one of yours.',
  'view.remove': 'Removes a view of yours.',

  'booking.unmatched': 'A page of bookings that no lead was found for, the latest first.',
  'booking.link': 'Gives a waiting booking to a lead.',
  'booking.createLead': 'Makes a lead of whoever booked.',
  'booking.ignore': 'Lets a booking be without a lead.',

  'pipeline.stages': 'The stages of the pipeline, in order.',
  'pipeline.rules': 'Every version of the stage rules, the oldest first.',
  'pipeline.saveRules': 'Puts stage rules in force, in place of all others.',

  'insight.funnel': 'How far the leads of a period got, by steps of the pipeline.',
  'insight.timeToBooked': 'How long the leads of a period took to their first booking.',
  'insight.outcomes': 'What became of the bookings of a period.',

  'endpoint.list': 'The endpoints that receive from Cal.com, the oldest first.',
  'endpoint.status': 'How an endpoint does: its status, and what it received.',
  'endpoint.create': 'Adds an endpoint, for one more Cal.com account.',
  'endpoint.update': 'Changes the name or the mode of an endpoint.',
  'endpoint.setSecret': 'Saves a signing secret, which replaces the one before at once.',
  'endpoint.generateSecret': 'Makes and saves a signing secret, which is shown this once.',

  'delivery.list': 'A page of what came in, refused requests among them, the latest first.',
  'delivery.counts': 'How many deliveries match, by outcome.',
  'delivery.byId':
    'A delivery: what became of it, why, and what it says with personal data masked.',
  'delivery.reveal': 'What a delivery says with personal data, which the audit log tells of.',
  'delivery.preview': 'What applying a delivery again would change; nothing is written.',
  'delivery.replay': 'Applies deliveries again, from the bytes that arrived.',
  'delivery.applyHeld': 'Applies deliveries that were held.',
  'delivery.discard': 'Lets held deliveries be: they are never applied by themselves.',

  'live.changes': 'What changed, as it is committed.',
}
