import { z } from 'zod'

/** Where securities trade. */
export const venues = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES'] as const

/** A security, and where it traded last. */
export const security = z.object({ symbol: z.string(), exchange: z.enum(venues) })
