/** Every table. What is read before the workspace is known is global; all else is a workspace's own. */
export * from './schema-access.ts'
export * from './schema-audit.ts'
export * from './schema-bookings.ts'
export * from './schema-deliveries.ts'
export * from './schema-endpoints.ts'
export * from './schema-leads.ts'
