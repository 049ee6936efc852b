import { ofKind } from '../../operators/of-kind.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { classifiedTrade, gap, quote, rejected } from '../../src/testing/index.ts'
import { operatorContract } from './contract.ts'

const [trade, hole] = [classifiedTrade(), gap()]

operatorContract({
  operator: () => ofKind<ClassifiedEvent, 'trade' | 'gap'>('trade', 'gap'),
  source: '  -t-q-g-r-t-|',
  inputs: { t: trade, q: quote(), g: hole, r: rejected() },
  expected: '-t---g---t-|',
  outputs: { t: trade, g: hole },
})
