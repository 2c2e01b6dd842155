export const title = 'Set up two-step sign-in'
export const text = (workspaceName: string) =>
  `${workspaceName} asks this of its owners and admins. Then you go on where you were.`
export const keepCodes = 'Keep your recovery codes'
export const keepCodesText = 'Two-step sign-in is on. One thing is left.'
