import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect, rest } from '../../client/index.ts'
import { dashboard } from './model/dashboard.ts'
import { askToken, takeToken } from './model/token.ts'
import './style/tokens.css'
import './style/page.css'
import './style/card.css'
import './style/board.css'
import './style/aside.css'
import { Page } from './view/page.tsx'

const place = document.getElementById('page')
if (!place) throw new Error('index.html has no element #page.')

const server = location.origin
const token = takeToken()
const client = connect(server, { token })
void askToken({ server, token, status$: client.status$ })
createRoot(place).render(
  <StrictMode>
    <Page dashboard={dashboard(client, rest(server, { token }))} />
  </StrictMode>,
)
