import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BoardHead } from '../../web/src/view/board-head.tsx'

describe('the head of the board', () => {
  it('A38: calls the limits by their Vietnamese names, not by letters of another language', () => {
    const sort = { key: 'symbol' as const, descending: false }
    const html = renderToStaticMarkup(
      createElement('table', null, createElement(BoardHead, { sort, onSort: () => undefined })),
    )
    expect(html).toContain('Trần · Sàn · TC')
    expect(html).not.toMatch(/TVT|STC/)
  })
})
