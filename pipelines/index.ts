export { activeFuture } from './active-future.ts'
export { type AlertParts, alerts } from './alerts.ts'
export { bars } from './bars.ts'
export { type Board, type BoardOptions, board } from './board/board.ts'
export {
  definePipeline,
  type Inputs,
  type Pipeline,
  type PipelineContext,
  type PipelineDefinition,
  type Streams,
} from './define/define-pipeline.ts'
export {
  alerts$,
  bars$,
  basis$,
  events$,
  type FeedOutput,
  foreign$,
  index$,
  type Input,
  outputs$,
  quotes$,
  sessions$,
  trades$,
} from './define/input.ts'
export { type PipelineRow, printedRow } from './define/pipeline-row.ts'
export {
  type PipelineFailure,
  type RunnablePipelines,
  type RunOptions,
  runPipelines,
} from './define/run-pipelines.ts'
export type { PipelineStanding } from './define/standing.ts'
export { derivatives } from './derivatives.ts'
export { foreign } from './foreign.ts'
export { indices } from './indices.ts'
export { market } from './market.ts'
export { type Decode, orderedEvents } from './ordered-events.ts'
export { program, type ProgramOptions } from './program.ts'
