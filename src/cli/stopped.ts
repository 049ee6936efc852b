import { fromEvent, merge, type Observable, take } from 'rxjs'

/** Emits once, when somebody asks this process to end: Ctrl-C, a service manager, or the terminal that goes away. */
export const stopped$: Observable<unknown> = merge(
  fromEvent(process, 'SIGINT'),
  fromEvent(process, 'SIGTERM'),
  fromEvent(process, 'SIGHUP'),
).pipe(take(1))
