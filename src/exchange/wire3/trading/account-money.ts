import type { AccountMoney } from '../../trading/order-entry.ts'
import { NOTHING, replied, type Reply } from '../reply.ts'
import type { OwnAccount } from './trading-parts.ts'

/** `accountBalance`: the money of an account, in the section of its kind. */
export function moneyOf({ entry, account }: OwnAccount): Reply {
  const money = entry.money(account)
  if (!money) return NOTHING
  return money.kind === 'derivatives'
    ? replied({ derivative: derivativeBalance(account, money) })
    : replied({ equity: equityBalance(account, money) })
}

/** `ppmmrAccount`: what an account may still order for. */
export function figuresOf({ entry, account }: OwnAccount): Reply {
  const money = entry.money(account)
  if (!money) return NOTHING
  return money.kind === 'derivatives'
    ? replied({ derivative: derivativeFigures(account, money) })
    : replied({ equity: equityFigures(account, money) })
}

/** What was bought is paid at once, and nobody is given a loan or an advance. */
const equityBalance = (accountNo: string, money: AccountMoney) => ({
  accountNo,
  accountBalance: money.cash,
  withdrawable: money.power,
  totalDebt: 0,
  interestLoan: 0,
  overdueFeeLoan: 0,
  onHoldCash: money.onHold,
  sellUnmatched: money.selling,
  sellT0: money.receiving[1],
  sellT1: money.receiving[0],
  sellT2: 0,
  buyUnmatched: money.buying,
  buyT0: money.bought,
  buyT1: 0,
  buyT2: 0,
  advancedCashT0: 0,
  advancedCashT1: 0,
  holdSubscription: 0,
  dividend: 0,
})

/** The broker and the depository count alike here. */
function derivativeBalance(accountNo: string, money: AccountMoney) {
  const { cash, costs, floatingProfit, tradingProfit } = money
  const withdrawable = Math.max(0, money.power)
  return {
    accountNo,
    accountBalance: cash,
    fee: costs,
    commission: 0,
    interest: 0,
    extInterest: 0,
    loan: 0,
    deliveryAmount: 0,
    floatingPL: floatingProfit,
    tradingPL: tradingProfit,
    totalPL: floatingProfit + tradingProfit,
    withdrawable,
    cashSSI: cash,
    validNonCashSSI: 0,
    withdrawableSSI: withdrawable,
    cashVSDC: cash,
    validNonCashVSDC: 0,
    withdrawableVSDC: withdrawable,
  }
}

function equityFigures(accountNo: string, { cash, receiving, sharesValue, power }: AccountMoney) {
  const assets = cash + receiving[0] + receiving[1] + sharesValue
  return {
    accountNo,
    purchasingPower: power,
    marginRatio: '100%',
    ee: power,
    eeOrigin: power,
    equity: assets,
    totalAssets: assets,
    totalEquity: assets,
    lmv: sharesValue,
    liability: 0,
    debt: 0,
    marginCall: 0,
    callMargin: 0,
    withdrawable: power,
    ar: receiving[0] + receiving[1],
  }
}

const derivativeFigures = (accountNo: string, money: AccountMoney) => ({
  ...derivativeBalance(accountNo, money),
  marginable: money.cash,
  depositable: Math.max(0, money.power),
  rcCall: 0,
  eeSSI: money.power,
  eeVSDC: money.power,
  marginReqSSI: money.margin + money.onHold,
  marginReqVSDC: money.margin + money.onHold,
  totalEquity: money.cash + money.floatingProfit + money.tradingProfit,
})
