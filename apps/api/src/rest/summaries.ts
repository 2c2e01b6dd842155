import type { ProcedureName } from '../needs.ts'

/** What each procedure does, in a sentence; the OpenAPI document has no other words for it. */
export const summaries: Record<ProcedureName, string> = {
  'setup.status': 'Whether Solar Capture is set up, and whether it sends mail.',
  'setup.complete': 'Creates the owner and the first workspace with the setup code; works once.',

  'account.security': 'Your name and email, and whether two-step sign-in is on.',
  'account.proveSelf': 'Confirms who you are, for what asks for that within the next five minutes.',
  'account.sessions': 'Where you are signed in, the session used last first.',
  'account.revokeSession': 'Ends one of your sessions.',
  'account.revokeOtherSessions': 'Ends all of your sessions but this one.',
  'account.changePassword': 'Changes your password and ends your other sessions.',
  'account.requestReset': 'Mails a reset link to somebody who forgot their password.',
  'account.resetPassword': 'Sets a new password by the token of a reset link.',
  'account.enableTotp':
    'Makes a secret for an authenticator app, which a first code has to confirm.',
  'account.confirmTotp':
    'Turns two-step sign-in on by a first code, and answers the recovery codes.',
  'account.disableTotp': 'Turns two-step sign-in off.',
  'account.renewRecoveryCodes': 'Makes new recovery codes; the old ones stop working.',

  'workspace.current': 'The workspace of this key or session, and what it may do there.',
  'workspace.list': 'The workspaces that you belong to.',
  'workspace.create': 'Creates a workspace with you as its owner.',
  'workspace.switch': 'Switches this session to another of your workspaces.',
  'workspace.update': 'Changes the given settings of the workspace.',

  'member.list': 'The members of the workspace and their roles.',
  'member.setRole': 'Changes the role of a member.',
  'member.remove': 'Removes a member from the workspace.',
  'member.leave': 'Takes you out of a workspace.',
  'member.resetLink': 'Makes a link with which a member sets a new password.',
  'member.resetTotp': 'Turns two-step sign-in off for a member who lost phone and recovery codes.',
  'member.invite': 'Makes a link with which somebody joins the workspace.',
  'member.invitations': 'The invitations that can still be accepted, the latest first.',
  'member.revokeInvitation': 'Withdraws an invitation; its link stops working.',
  'member.invitation': 'The workspace, email and role of an invitation, by the token of its link.',
  'member.acceptInvitation': 'Joins a workspace by the token of an invitation.',

  'audit.list': 'A page of the audit log, the latest entry first.',

  'apiKey.list': 'The API keys of the workspace, the newest first, with revoked and expired ones.',
  'apiKey.create': 'Creates an API key, which is answered only this once.',
  'apiKey.revoke': 'Revokes an API key at once.',

  'lead.list': 'A page of the leads that match a filter, by default the last changed first.',
  'lead.counts': 'How many leads match a filter, in all and by stage.',
  'lead.board': 'The first leads of each stage that match a filter.',
  'lead.similar': 'Up to five leads that a search would have found but for a typing slip.',
  'lead.choices': 'The sources and owners that leads can be filtered by.',
  'lead.byId': 'A lead with its bookings and the last 200 entries of its timeline.',
  'lead.timeline': 'A page of the timeline of a lead, the latest entry first.',
  'lead.samePerson': 'Up to five other leads that may be the same person.',
  'lead.mergedInto': 'The id that a lead has now: its own, or that of the lead it was merged into.',
  'lead.bookingLink': 'The query parameter that ties what is booked by a Cal.com link to the lead.',
  'lead.create': 'Adds a lead in the first stage, with the bookings that wait for it.',
  'lead.update': 'Changes the given fields of a lead; null or empty text clears one.',
  'lead.move': 'Moves a lead to a stage; automation leaves a pinned one there.',
  'lead.bulkMove': 'Moves up to 200 leads to a stage.',
  'lead.bulkAssign': 'Gives up to 200 leads to a member of the workspace, or to nobody.',
  'lead.merge': 'Merges another lead into this one, with its bookings, notes and timeline.',
  'lead.remove': 'Deletes a lead for good; its bookings are matched again.',
  'lead.unpin': 'Unpins a lead, so that automation may move it again.',
  'lead.undo': 'Takes back an automatic move, and pins the lead where it was before.',
  'lead.addNote': 'Adds a note to the timeline of a lead.',
  'lead.editNote': 'Changes the text of a note; only who wrote it may.',
  'lead.removeNote': 'Removes the text of a note; only who wrote it may.',
  'lead.removeEmail': 'Removes one of the other emails of a lead.',
  'lead.import.list': 'The last twenty imports, the latest first.',
  'lead.import.start':
    'Starts an import by the name and columns of a file; its rows follow by append.',
  'lead.import.append': 'Adds up to 1,000 rows to an import; sending the same again is harmless.',
  'lead.import.preview': 'What an import would do; nothing is written.',
  'lead.import.commit': 'Runs an import in the background, or goes on with a stopped one.',
  'lead.import.stop': 'Stops an import; leads that it imported stay.',
  'lead.import.discard': 'Deletes an import and its rows; leads that it imported stay.',
  'lead.import.status': 'How far an import is.',
  'lead.import.result': 'A page of the rows of an import, and what became of each.',

  'view.list': 'The saved views of the leads: yours, and those that others share.',
  'view.save': 'Saves a view of the leads, or changes one of yours.',
  'view.remove': 'Removes one of your saved views.',

  'booking.unmatched': 'A page of bookings without a lead, with suggestions, the latest first.',
  'booking.ignored': 'A page of bookings that were ignored, by whom and why, the last one first.',
  'booking.history': 'What happened to a booking, the earliest first.',
  'booking.link': 'Links an unmatched booking to a lead.',
  'booking.createLead': 'Creates a lead from the booker of an unmatched booking.',
  'booking.ignore': 'Leaves an unmatched booking without a lead, for a reason.',
  'booking.reconsider': 'Takes back that a booking was linked, ignored or made into a lead.',

  'pipeline.stages': 'The stages of the pipeline, in order.',
  'pipeline.saveStages': 'Replaces the stages of the pipeline by these, in this order.',
  'pipeline.mergeStage':
    'Merges a stage and all of its leads into another; repeat it until it is done.',
  'pipeline.eventTypes': 'The Cal.com event types that have bookings, the last booked first.',
  'pipeline.rules': 'Every version of the stage rules, the oldest first.',
  'pipeline.saveRules': 'Replaces the stage rules, for what Cal.com sends from now on.',
  'pipeline.simulateRules':
    'A page of the leads that other rules would have put elsewhere; nothing is written. Also needs leads:read.',

  'insight.funnel': 'How far the leads captured in a period got in the pipeline.',
  'insight.timeToBooked': 'How long the leads captured in a period took to their first booking.',
  'insight.outcomes': 'What became of the bookings that start in a period.',

  'endpoint.list': 'The endpoints that Cal.com sends to, the oldest first.',
  'endpoint.status': 'The status of an endpoint, and what it received in the last 24 hours.',
  'reconcile.compare':
    'Compares Cal.com’s list of bookings with what is here; nothing is written. Also needs leads:read.',
  'reconcile.applyGaps':
    'Applies bookings that Cal.com lists and that are missing here. Also needs leads:write.',
  'reconcile.settings': 'When bookings are compared by Cal.com’s API, and what came of it last.',
  'reconcile.saveApiKey':
    'Sets the key of Cal.com’s API, and how often bookings are compared. A schedule also needs leads:write.',
  'reconcile.removeApiKey': 'Removes the key of Cal.com’s API and its schedule.',
  'endpoint.checkAddress':
    'Checks whether Cal.com can reach this server, and says what is in the way.',
  'endpoint.selfTest': 'Sends a test booking through the real webhook, and removes it again.',
  'endpoint.create': 'Adds an endpoint, for another Cal.com account.',
  'endpoint.update': 'Renames, pauses or disables an endpoint, or activates it again.',
  'endpoint.setSecret': 'Sets the signing secret; the one before stops working at once.',
  'endpoint.generateSecret':
    'Generates and sets a signing secret, which is answered only this once.',
  'endpoint.rotateSecret': 'Sets a new signing secret while the one before works on for a while.',
  'endpoint.retirePrevious': 'Stops the previous signing secret before its time.',
  'endpoint.checkSecret': 'Which of the signing secrets of an endpoint a given one is, if any.',
  'endpoint.leakReport': 'What came in by each signing secret, for when one may have leaked.',
  'endpoint.parked':
    'How many requests came before there was a signing secret, and how many of them it verifies.',
  'endpoint.applyParked':
    'Applies the requests from before the first signing secret that it verifies, and drops the rest.',

  'alarm.list': 'A page of open alarms, or of past ones, the latest first.',
  'alarm.watched': 'What usually arrives at each endpoint, and when its silence raises an alarm.',
  'alarm.settings': 'What is watched, and who is told of alarms and how.',
  'alarm.saveSettings': 'Changes the given settings of alarms.',
  'alarm.test': 'Sends a test message now, and says why it did not arrive, if so.',

  'delivery.list': 'A page of what arrived from Cal.com, with refused requests, the latest first.',
  'delivery.counts': 'How many deliveries match a filter, by outcome.',
  'delivery.byId': 'What a delivery says, with personal data masked, what became of it and why.',
  'delivery.reveal':
    'What a delivery says, unmasked, which goes into the audit log. Also needs deliveries:read and leads:read.',
  'delivery.preview':
    'What replaying a delivery would change, with personal data masked; nothing is written. Also needs leads:read.',
  'delivery.previewRevealed':
    'What replaying a delivery would change, unmasked, which goes into the audit log. Also needs deliveries:read and leads:read.',
  'delivery.replay': 'Applies deliveries again; what was applied already changes nothing.',
  'delivery.applyHeld': 'Applies deliveries that are held.',
  'delivery.discard': 'Discards held deliveries; only a replay still applies them.',

  'live.changes': 'What changes, as it happens.',
}
