import { accountRouter } from './routers/account.ts'
import { alarmRouter } from './routers/alarm.ts'
import { apiKeyRouter } from './routers/api-key.ts'
import { auditRouter } from './routers/audit.ts'
import { bookingRouter } from './routers/booking.ts'
import { deliveryRouter } from './routers/delivery.ts'
import { endpointRouter } from './routers/endpoint.ts'
import { insightRouter } from './routers/insight.ts'
import { leadRouter } from './routers/lead.ts'
import { liveRouter } from './routers/live.ts'
import { memberRouter } from './routers/member.ts'
import { pipelineRouter } from './routers/pipeline.ts'
import { reconcileRouter } from './routers/reconcile.ts'
import { setupRouter } from './routers/setup.ts'
import { viewRouter } from './routers/view.ts'
import { workspaceRouter } from './routers/workspace.ts'
import { router } from './trpc.ts'

/** What internal tools and the dashboard may ask: names and shapes are a contract. */
export const appRouter = router({
  setup: setupRouter,
  account: accountRouter,
  workspace: workspaceRouter,
  member: memberRouter,
  audit: auditRouter,
  apiKey: apiKeyRouter,
  lead: leadRouter,
  view: viewRouter,
  booking: bookingRouter,
  pipeline: pipelineRouter,
  insight: insightRouter,
  endpoint: endpointRouter,
  delivery: deliveryRouter,
  alarm: alarmRouter,
  reconcile: reconcileRouter,
  live: liveRouter,
})

export type AppRouter = typeof appRouter
