import type { AccountMoney } from '../../trading/order-entry.ts'

/** The money of a cash or margin account. The fields called volumes are amounts of money. */
export const cashBalance = (account: string, money: AccountMoney) => ({
  account,
  cashBal: money.cash,
  cashOnHold: money.onHold,
  secureAmount: money.onHold,
  withdrawable: money.power,
  receivingCashT1: money.receiving[0],
  receivingCashT2: money.receiving[1],
  matchedBuyVolume: money.bought,
  matchedSellVolume: money.sold,
  debt: 0,
  unMatchedBuyVolume: money.buying,
  unMatchedSellVolume: money.selling,
  paidCashT1: 0,
  paidCashT2: 0,
  cia: 0,
  purchasingPower: money.power,
  totalAssets: assetsOf(money),
})

const assetsOf = ({ cash, receiving, sharesValue }: AccountMoney): number =>
  cash + receiving[0] + receiving[1] + sharesValue

const NO_LOAN = [
  ...['collateralAsset', 'callLMW', 'liability', 'forceLMV', 'callMargin', 'callForcesell', 'marginCall'],
  ...['collateralA', 'debt', 'accruedInterest', 'holdRight', 'preLoan', 'cia', 'ppCredit', 'creditLimit'],
  ...['marginCallLMVSold', 'eeCredit', 'eE90', 'eE80', 'eE70', 'eE60', 'eE50', 'ap', 'apT1'],
]

/** The figures of a margin account. Nobody is given a loan here, so what speaks of one is 0. */
export const marginFigures = (account: string, money: AccountMoney) => ({
  account,
  ...Object.fromEntries(NO_LOAN.map((name) => [name, 0])),
  eeOrigin: money.power,
  equity: assetsOf(money),
  ee: money.power,
  cashBalance: money.cash,
  purchasingPower: money.power,
  lmv: money.sharesValue,
  withdrawal: money.power,
  action: '',
  marginRatio: 100,
  fees: money.costs,
  buyUnmatch: money.buying,
  sellUnmatch: money.selling,
  ar: money.receiving[0] + money.receiving[1],
  arT1: money.receiving[0],
  totalAssets: assetsOf(money),
  lmvNonMarginable: money.sharesValue,
  totalEquity: assetsOf(money),
})

/** What is held as margin, and what is free of it. */
const assetsRow = ({ cash, power }: AccountMoney) => ({
  cash,
  validNonCash: 0,
  totalValue: cash,
  maxValidNonCash: 0,
  cashWithdrawable: Math.max(0, power),
  ee: power,
})

const marginRow = ({ cash, margin, onHold, power }: AccountMoney) => ({
  marginReq: margin + onHold,
  accountRatio: cash > 0 ? Math.round(((margin + onHold) / cash) * 10_000) / 100 : 0,
  usedLimitWarningLevel1: 80,
  usedLimitWarningLevel2: 90,
  usedLimitWarningLevel3: 100,
  marginCall: Math.max(0, -power),
})

/** The money of a derivatives account. What is held at the broker counts as held at the depository, too. */
export const derivativesBalance = (account: string, money: AccountMoney) => ({
  account,
  accountBalance: money.cash,
  fee: money.costs,
  commission: 0,
  interest: 0,
  loan: 0,
  deliveryAmount: 0,
  floatingPL: money.floatingProfit,
  totalPL: money.floatingProfit + money.tradingProfit,
  marginable: money.cash,
  depositable: Math.max(0, money.power),
  rcCall: 0,
  withdrawable: Math.max(0, money.power),
  nonCashDrawableRCCall: 0,
  internalAssets: assetsRow(money),
  exchangeAssets: assetsRow(money),
  internalMargin: { initialMargin: money.margin, deliveryMargin: 0, ...marginRow(money) },
  exchangeMargin: marginRow(money),
})
