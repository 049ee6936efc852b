/** Columns of the board under one heading, in both languages. */
interface BoardGroup {
  readonly name: string
  readonly vietnamese: string
  readonly span: number
  readonly className?: string
}

/** From left to right. */
export const boardGroups: readonly BoardGroup[] = [
  { name: '', vietnamese: 'Mã', span: 1, className: 'symbol' },
  { name: 'Limits', vietnamese: 'Trần · Sàn · TC', span: 3 },
  { name: 'Bid', vietnamese: 'Bên mua', span: 6 },
  { name: 'Matched', vietnamese: 'Khớp lệnh', span: 4, className: 'matched' },
  { name: 'Ask', vietnamese: 'Bên bán', span: 6 },
  { name: 'Day', vietnamese: 'Trong ngày', span: 2 },
]
