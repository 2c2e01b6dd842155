// What is said once a lead was moved to a stage.

export const moved = (name: string, stageName: string) => `${name} moved to ${stageName}.`
export const movedBack = (name: string, stageName: string) => `${name} is back in ${stageName}.`
export const notMoved = (name: string) => `${name} was not moved`
