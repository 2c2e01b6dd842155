import { z } from 'zod'

import {
  callingCodePattern,
  importEncodings,
  importFields,
  importLimits,
  type ImportMapping,
} from './lead-import.ts'

/** An `ImportMapping` as it comes from outside. */
export const importMapping: z.ZodType<ImportMapping, ImportMapping> = z.strictObject({
  columns: z.array(z.enum(importFields).nullable()).min(1).max(importLimits.columns),
  source: z.string().trim().min(1).max(100),
  callingCode: z
    .string()
    .regex(callingCodePattern, 'Enter the country code with its plus, such as +44.')
    .nullable(),
  leavesOutPhones: z.boolean().optional(),
  isHeaderless: z.boolean().optional(),
  encoding: z.enum(importEncodings).optional(),
})
