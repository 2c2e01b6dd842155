export const title = 'Set up two-step sign-in'
export const text = (workspaceName: string) =>
  `${workspaceName} asks its owners and admins for it. Then you go on where you were.`
export const keepCodes = 'Keep your recovery codes'
export const keepCodesText = 'Two-step sign-in is on. One thing is left.'
