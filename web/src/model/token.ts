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

/**
 * Asks whoever looks at the page for a token where the server wants another, and loads the page anew with it. Does nothing where the
 * server cannot be reached: the page goes on trying.
 */
export async function askToken(server: string, token: string | undefined): Promise<void> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(new URL('/api/market/alerts?limit=1', server), { headers }).catch(
    () => undefined,
  )
  if (answer?.status !== 401) return
  const given = prompt('Token?')?.trim()
  if (given === undefined || given === '') return
  sessionStorage.setItem(NAME, given)
  location.reload()
}
