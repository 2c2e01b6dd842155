import { codeOf } from './errors.ts'
import { client, queryClient, type Security, trpc } from './trpc.ts'

/** Whether somebody set the installation up; until then nobody can sign in. */
export async function isSetUp(): Promise<boolean> {
  const { done } = await queryClient.ensureQueryData(trpc.setup.status.queryOptions())
  return done
}

/** Whether somebody is signed in and belongs to a workspace. Throws when the server cannot say. */
export async function isSignedIn(): Promise<boolean> {
  try {
    await queryClient.ensureQueryData(trpc.workspace.current.queryOptions())
    return true
  } catch (error) {
    if (codeOf(error) === 'UNAUTHORIZED') return false
    throw error
  }
}

/** The account of somebody who is signed in but belongs to no workspace; else null. */
export async function findStranded(): Promise<Security | null> {
  try {
    return await client.account.security.query()
  } catch (error) {
    if (codeOf(error) === 'UNAUTHORIZED') return null
    throw error
  }
}
