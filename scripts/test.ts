import { runBrowserTests, runUnitTests, summarise } from './suites.ts'

const withoutBrowser = await runUnitTests(['--project=!heavy', '--project=!measured'])
const heavy = await runUnitTests(['--project=heavy'])
const measured = await runUnitTests(['--project=measured', '--maxWorkers=1'])
const inBrowser = await runBrowserTests()
summarise({
  'Without a browser': withoutBrowser,
  Heavy: heavy,
  Measured: measured,
  'In the browser': inBrowser,
})
