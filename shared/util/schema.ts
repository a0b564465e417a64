import { z } from 'zod'

// Zod compiles validators with `new Function` unless told not to; the CSP of both windows forbids that.
z.config({ jitless: true })

export { z }
