import { describe, expect, it } from 'vitest'
import { boardGroups } from '../../web/src/model/board-groups.ts'

describe('the headings of the board', () => {
  it('A38: call the limits by their Vietnamese names: ceiling, floor, reference, as they stand', () => {
    const limits = boardGroups.find(({ name }) => name === 'Limits')
    expect(limits).toMatchObject({ vietnamese: 'Trần · Sàn · TC', span: 3 })
  })

  it('span the columns of the board', () => {
    expect(boardGroups.reduce((columns, { span }) => columns + span, 0)).toBe(22)
  })
})
