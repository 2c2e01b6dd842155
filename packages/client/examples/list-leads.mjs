// Prints the five leads that changed last. It takes an API key that may read leads:
// SOLAR_CAPTURE_URL=https://leads.example.com SOLAR_CAPTURE_API_KEY=sck_… node list-leads.mjs
import { createClient } from '@solar-capture/client'

const { SOLAR_CAPTURE_URL: url, SOLAR_CAPTURE_API_KEY: apiKey } = process.env
const client = createClient({ url, apiKey })

const { items } = await client.lead.list.query({ limit: 5 })
for (const { name, stage, updatedAt } of items) console.log(updatedAt, stage.name, name)
