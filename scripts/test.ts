import { runBrowserTests, runUnitTests, summarise } from './suites.ts'

const withoutBrowser = await runUnitTests(['--project=!heavy'])
const heavy = await runUnitTests(['--project=heavy', '--maxWorkers=1'])
const inBrowser = await runBrowserTests()
summarise({ 'Without a browser': withoutBrowser, Heavy: heavy, 'In the browser': inBrowser })
