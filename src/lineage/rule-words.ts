/** What the rule of each kind of alert says. */
const words: Readonly<Record<string, string>> = {
  volume_spike:
    'a trade in continuous trading is larger than `ratio` times the mean of those before it in the last `minutes` minutes, which are `samples` or more',
  price_breakout: 'a trade is at or beyond a limit of the day, and the trade before it was not',
  foreign_acceleration:
    'the estimated net value that foreigners bought changed by more than `change_pct` percent in `minutes` minutes; that value and the change are `least_value` VND or more',
  basis_divergence:
    'the basis of the active future is on the other side of `par` than when it was last beside it on this day',
  rule: '`when` holds, for `hold_s` seconds without a break',
}

const AGAIN = 'Told again after a minute at the earliest.'

/** The rule of a kind of alert in words; the names in it are its numbers. */
export const ruleWords = (alertType: string): string => `${words[alertType] ?? alertType}. ${AGAIN}`
