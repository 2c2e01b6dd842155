import { runBrowserTests, runUnitTests, summarise } from './suites.ts'

const withoutBrowser = await runUnitTests()
const inBrowser = await runBrowserTests()
summarise({ 'Without a browser': withoutBrowser, 'In the browser': inBrowser })
