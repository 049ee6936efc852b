import { exhaustMap, filter, firstValueFrom, type Observable } from 'rxjs'
import type { ConnectionState } from '../../../client/index.ts'

const NAME = 'token'

/** The token that the page's address bears, or this tab has kept; it is kept, and taken out of the address, which others may see. */
export function takeToken(): string | undefined {
  const address = new URL(location.href)
  const given = address.searchParams.get(NAME)
  if (given !== null) {
    sessionStorage.setItem(NAME, given)
    address.searchParams.delete(NAME)
    history.replaceState(null, '', address)
  }
  return sessionStorage.getItem(NAME) ?? undefined
}

async function isRefused(server: string, token: string | undefined): Promise<boolean> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(new URL('/api/market/alerts?limit=1', server), { headers }).catch(
    () => undefined,
  )
  return answer?.status === 401
}

/** A server, what it is asked with, and how the connection to it stands. */
export interface Asked {
  readonly server: string
  readonly token: string | undefined
  readonly status$: Observable<ConnectionState>
}

/**
 * Asks whoever looks at the page for a token where the server wants another, at first or after it was started anew, and loads the page anew
 * with it; once. Does nothing where the server cannot be reached: the page goes on trying.
 */
export async function askToken({ server, token, status$ }: Asked): Promise<void> {
  const refused$ = status$.pipe(
    filter((state) => state === 'disconnected'),
    exhaustMap(() => isRefused(server, token)),
    filter((refused) => refused),
  )
  if (!(await firstValueFrom(refused$, { defaultValue: false }))) return
  const given = prompt('Token?')?.trim()
  if (given === undefined || given === '') return
  sessionStorage.setItem(NAME, given)
  location.reload()
}
