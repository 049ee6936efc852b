import { burst } from './kinds/burst.ts'
import { clockJump } from './kinds/clock-jump.ts'
import { deaf } from './kinds/deaf.ts'
import { drop } from './kinds/drop.ts'
import { duplicate } from './kinds/duplicate.ts'
import { emptyNumbers } from './kinds/empty-numbers.ts'
import { halfOpen } from './kinds/half-open.ts'
import { kick } from './kinds/kick.ts'
import { lose } from './kinds/lose.ts'
import { nullSide } from './kinds/null-side.ts'
import { refreshReuse } from './kinds/refresh-reuse.ts'
import { reorder } from './kinds/reorder.ts'
import { restart } from './kinds/restart.ts'
import { silence } from './kinds/silence.ts'
import { slow } from './kinds/slow.ts'
import { split } from './kinds/split.ts'
import { tokenExpiry } from './kinds/token-expiry.ts'
import { tooManyRequests } from './kinds/too-many-requests.ts'
import { unknownKeys } from './kinds/unknown-keys.ts'

/** Every kind of fault, by the name that a script calls it. */
export const faultKinds = {
  drop,
  'half-open': halfOpen,
  silence,
  slow,
  duplicate,
  reorder,
  lose,
  'unknown-keys': unknownKeys,
  'empty-numbers': emptyNumbers,
  'null-side': nullSide,
  burst,
  deaf,
  'too-many-requests': tooManyRequests,
  'token-expiry': tokenExpiry,
  kick,
  'refresh-reuse': refreshReuse,
  restart,
  split,
  'clock-jump': clockJump,
} as const
