export const loading = 'Loading'
export const notLoaded = 'Not loaded'
export const notLoadedTitle = 'This could not be loaded'

export const notFound = 'Not found'
export const notFoundTitle = 'There is nothing here'
export const notFoundText = 'The link may be old or mistyped, or what it led to was removed.'
export const notAllowed = 'Not allowed'
export const notAllowedTitle = 'This page is not open to you'

export const newerVersion = 'There is a newer version'
export const newerVersionPage =
  'Solar Capture was updated since you opened it. Load the page anew to go on.'
export const newerVersionText = 'Load the page anew to go on. Save what you are writing first.'
export const loadAnew = 'Load anew'
export const partUnreachable =
  'A part of the dashboard could not be fetched: the server cannot be reached. Once it can, load the page anew.'
export const partNotLoaded =
  'A part of the dashboard could not be fetched. Load the page anew to go on. Save what you are writing first.'
