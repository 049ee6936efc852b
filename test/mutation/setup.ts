import { fc } from '../property-tests.ts'

/** What stryker's instrumented code reads and writes. */
interface Mutation {
  activeMutant?: string | undefined
  mutantCoverage?: { static: object; perTest: object }
}

// The thread is that of the run before: what a test file computes as it is loaded is computed by the program as it is, and covers for itself.
const mutation = (globalThis as { __stryker__?: Mutation }).__stryker__
if (mutation) {
  mutation.activeMutant = undefined
  if (mutation.mutantCoverage) Object.assign(mutation.mutantCoverage, { static: {}, perTest: {} })
}

// A mutant needs one failing example, and the same ones for all mutants.
fc.configureGlobal({ numRuns: 25, seed: 1, endOnFailure: true })
