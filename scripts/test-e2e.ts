import { runBrowserTests, summarise } from './suites.ts'

summarise({ 'In the browser': await runBrowserTests(process.argv.slice(2)) })
