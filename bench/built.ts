/** How `bin/vnflow` has Node run the program as it is built: by a condition RxJS is one file. */
export const BUILT = [
  '--v8-pool-size=1',
  '--max-semi-space-size=8',
  '--no-allocation-site-pretenuring',
  '-C',
  'vnflow',
] as const
