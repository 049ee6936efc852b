import { Observable, type OperatorFunction, Subject } from 'rxjs'

/** Something that remembers, and can go on from what another one of its kind remembered. */
export interface State<S = unknown> {
  /** All that it remembers, as plain data. It is the data itself, no copy: whoever keeps it copies it before the next value comes. */
  save(): S
  /** Forgets what it remembers and goes on from data that another one saved. The data is its own from then on. */
  load(saved: S): void
}

/** What a program remembers. Plain data, the program's own: to be copied before the next value comes. */
export interface Snapshot {
  readonly fingerprint: string
  /** A list for each collected operator and for what stands beside them; in it one state for each operator it is made of. */
  readonly states: readonly (readonly unknown[])[]
}

/** Saves what a program remembers, and lets the same program go on from it. */
export interface Snapshots {
  /**
   * Keeps the states of all operators that a program is made of within reach, while it is subscribed to and after. One
   * subscription at a time. Subscribes to the source last: when a value comes, what was loaded is in its place.
   */
  readonly collect: <I, O>(program: OperatorFunction<I, O>) => OperatorFunction<I, O>
  /** What all of it remembers between two values. Throws before the first subscription. */
  readonly save: () => Snapshot
  /**
   * Lets a program that was collected go on from a copy of a snapshot: at once when it is subscribed to, else when that
   * happens. False, and nothing is changed, when the snapshot is one of another program.
   */
  readonly load: (snapshot: Snapshot) => boolean
}

/** What a program is told apart by. */
export interface SnapshotsOptions {
  /** Another text for each program that would read its state differently, or make other outputs of the same input. */
  readonly fingerprint: string
  /** States that no operator holds, a board's for one; saved and loaded with the others. */
  readonly beside?: readonly State[]
}

/** Subscribing is synchronous: whatever begins while a program is being subscribed to is a part of it. */
let collecting: State[] | undefined

/** Hands the state of an operator that begins to whoever collects them. */
export function collectState(state: State): void {
  collecting?.push(state)
}

/** The states of one collected program. */
interface Group {
  states: readonly State[] | undefined
  isRunning: boolean
  /** What its next subscription goes on from. */
  saved: readonly unknown[] | undefined
}

/**
 * Snapshots of one program, or of several that belong together. The law: outputs after a load are those that would have come
 * without a break, whatever the place between two values at which the snapshot was taken.
 */
export function snapshots({ fingerprint, beside = [] }: SnapshotsOptions): Snapshots {
  const groups: Group[] = []

  return {
    collect(program) {
      const group: Group = { states: undefined, isRunning: false, saved: undefined }
      groups.push(group)
      return collected(program, group)
    },
    save: () => ({
      fingerprint,
      states: [saved(beside), ...groups.map(({ states }) => saved(begun(states)))],
    }),
    load(snapshot) {
      const [first, ...rest] = snapshot.states
      if (snapshot.fingerprint !== fingerprint || rest.length !== groups.length) return false
      restore(beside, first ?? [])
      for (const [i, group] of groups.entries()) {
        if (group.states && group.isRunning) restore(group.states, rest[i] ?? [])
        else group.saved = rest[i]
      }
      return true
    },
  }
}

const collected =
  <I, O>(program: OperatorFunction<I, O>, group: Group): OperatorFunction<I, O> =>
  (source$) =>
    new Observable((subscriber) => {
      const values$ = new Subject<I>()
      const outer = collecting
      const states: State[] = []
      collecting = states
      try {
        subscriber.add(program(values$).subscribe(subscriber))
      } finally {
        collecting = outer
      }
      group.states = states
      group.isRunning = true
      subscriber.add(() => {
        group.isRunning = false
      })
      if (group.saved) restore(states, group.saved)
      group.saved = undefined
      subscriber.add(source$.subscribe(values$))
    })

const saved = (states: readonly State[]): readonly unknown[] => states.map((state) => state.save())

function begun(states: readonly State[] | undefined): readonly State[] {
  if (states) return states
  throw new Error('A program remembers nothing before it is subscribed to.')
}

function restore(states: readonly State[], saved: readonly unknown[]): void {
  if (saved.length !== states.length)
    throw new Error(`A snapshot of ${saved.length} states is not one of a program with ${states.length}.`)
  for (const [i, state] of states.entries()) state.load(saved[i])
}
