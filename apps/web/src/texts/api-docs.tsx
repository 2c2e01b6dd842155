import type { ReactNode } from 'react'

import { counted } from '../format.ts'

export const title = 'API'
export const lead = 'What the dashboard can do, for your own programs.'
export const apiKeys = 'API keys'

export const getIn = 'Getting in'
/** `keys` leads to the page of that name, `header` is the name of a header. */
export const getInText = (keys: ReactNode, header: ReactNode) => (
  <>
    Make a key under {keys} and send it with each request in the header {header}; in an address it
    opens nothing. What a key may do depends on its scopes:
  </>
)
export const anyProgram = 'With any program'
export const curlExample = 'Example for curl'
/** `list` is a part of an address, `document` a link with the words below. */
export const anyProgramText = (list: ReactNode, document: ReactNode) => (
  <>
    For a list, repeat its name: {list}. What changes something is a POST with a JSON body. Code
    generators read {document}.
  </>
)
export const openApiDocument = 'the OpenAPI document'
export const typeScript = 'With TypeScript'
export const typeScriptExample = 'Example for TypeScript'
export const typeScriptText = (folder: ReactNode) => (
  <>Input and answers are typed. The package is in the folder {folder} of Solar Capture.</>
)

export const operations = 'Operations'
export const found = (amount: number) => counted(amount, 'operation')
export const search = 'Search operations'
export const searchPlaceholder = 'Path, words or scope'
export const nothingFound = 'Nothing found'
export const nothingFoundText = 'No operation has these words.'

export const takesNothing = 'It takes nothing.'
export const parameters = 'Parameters'
export const body = 'Body'
export const answersNothing = 'It answers nothing.'
export const answer = 'Answer'
export const answerOf = (operation: string) => `Answer of ${operation}`
export const columnName = 'Name'
export const columnType = 'Type'
export const columnDefault = 'Default'
export const required = 'required'
export const anybody = 'anybody'
export const signedInOnly = 'signed in only'
export const anyKey = 'any key'
export const copy = (label: string) => `Copy ${label}`
export const copied = (label: string) => `${label} copied`
